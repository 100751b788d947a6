// Reaches the document inside the webview that is ready on screen; the workbench nests it in two frames.
import type { FrameLocator, Page } from 'playwright-core';

export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}
