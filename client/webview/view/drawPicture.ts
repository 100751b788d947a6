// Makes a picture of a drawing of the page that stands for itself: colours of the theme written into it, patterns beside it.

const fontNames = ['font-size', 'font-family'] as const;
const strokeNames = ['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'] as const;
const namespace = 'http://www.w3.org/2000/svg';

export function svgOf(drawing: SVGSVGElement): string {
  const toHex = hexColours();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  for (const patterns of document.querySelectorAll<SVGSVGElement>('.patterns')) {
    for (const defs of patterns.querySelectorAll('defs')) {
      const own = defs.cloneNode(true) as SVGDefsElement;
      writeStyles(defs, own, toHex);
      copy.prepend(own);
    }
  }
  const live = [...drawing.children];
  const own = [...copy.children].slice(-live.length);
  for (const [at, element] of live.entries()) {
    const target = own[at];
    if (target !== undefined) writeStyles(element, target, toHex);
  }
  const { width, height } = drawing.getBoundingClientRect();
  const paper = document.createElementNS(namespace, 'rect');
  paper.setAttribute('width', String(width));
  paper.setAttribute('height', String(height));
  paper.setAttribute('fill', toHex(getComputedStyle(document.body).backgroundColor));
  copy.prepend(paper);
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', namespace);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return new XMLSerializer().serializeToString(copy);
}

/** Base64 of a PNG at twice the size. */
export async function pngOf(drawing: SVGSVGElement): Promise<string> {
  const svg = svgOf(drawing);
  const { width, height } = drawing.getBoundingClientRect();
  const picture = new Image();
  const isLoaded = new Promise<void>((done, fail) => {
    picture.onload = () => done();
    picture.onerror = () => fail(new Error('The chart cannot be drawn as a picture here; export it as SVG.'));
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await isLoaded;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * 2);
  canvas.height = Math.round(height * 2);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

function writeStyles(from: Element, to: Element, toHex: (colour: string) => string): void {
  to.removeAttribute('class');
  if (from.children.length === 0) writeStyle(getComputedStyle(from), from, to, toHex);
  for (const [at, child] of [...from.children].entries()) {
    const target = to.children[at];
    if (target !== undefined) writeStyles(child, target, toHex);
  }
}

function writeStyle(style: CSSStyleDeclaration, from: Element, to: Element, toHex: (colour: string) => string): void {
  const { fill, stroke, opacity } = style;
  // Patterns are named without the address of the page.
  to.setAttribute('fill', fill.startsWith('url(') ? `url(#${/#([\w-]+)/.exec(fill)?.[1]})` : toHex(fill));
  if (opacity !== '1') to.setAttribute('opacity', opacity);
  const names = [...(stroke === 'none' ? [] : strokeNames), ...(from instanceof SVGTextElement ? fontNames : [])];
  if (stroke !== 'none') to.setAttribute('stroke', toHex(stroke));
  for (const name of names) {
    const value = style.getPropertyValue(name);
    if (value !== 'none') to.setAttribute(name, value.replaceAll('"', "'"));
  }
}

/** Mixed colours are written in ways that few programs read: a pixel tells what they come to. */
function hexColours(): (colour: string) => string {
  const known = new Map<string, string>();
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (colour) => {
    if (colour === 'none' || context === null) return colour;
    const found = known.get(colour);
    if (found !== undefined) return found;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
    const hex = `rgba(${red},${green},${blue},${Math.round((alpha / 255) * 100) / 100})`;
    known.set(colour, hex);
    return hex;
  };
}
