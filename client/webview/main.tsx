// Starts the page: draws it into the document of the panel, and says that it is ready to hear.
import { render } from 'preact';
import { connectHost } from './host.ts';
import { App } from './view/App.tsx';

const root = document.getElementById('root');
if (root !== null) render(<App host={connectHost()} />, root);
