/** Where the page begins. */
import './data/jitless.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import './style/tokens.css';
import './style/page.css';
import './style/figures.css';
import './style/print.css';

const root = document.getElementById('cakupan');
if (root) render(<App />, root);
