/** Shows how far long work is: one line that renews itself on a terminal, plain lines elsewhere, nothing when quiet. */
import type { Watcher } from './engine.ts';
import { type Language, type Numbers, numbers } from './language.ts';

export type Stage = 'scan' | 'upload' | 'read' | 'publish';

const TITLES: Record<Language, Record<Stage, string>> = {
  id: { scan: 'memeriksa folder', upload: 'mengirim berkas', read: 'membaca berkas', publish: 'menerbitkan' },
  en: { scan: 'looking through the folder', upload: 'sending files', read: 'reading files', publish: 'publishing' },
};

/** A terminal is redrawn so often, and a log gets a line so often, ms. */
const REDRAW_MS = 100;
const LINE_MS = 5000;

const BAR = 24;
const MB = 1_000_000;

export class Progress implements Watcher {
  readonly #out: NodeJS.WriteStream;
  readonly #quiet: boolean;
  readonly #language: Language;
  #stage: Stage = 'scan';
  #about = '';
  #files = 0;
  #filesDone = 0;
  #bytes = 0;
  #bytesDone = 0;
  #rows = 0;
  #running = 0;
  #began = 0;
  #shown = 0;

  constructor(out: NodeJS.WriteStream, quiet: boolean, language: Language) {
    this.#out = out;
    this.#quiet = quiet;
    this.#language = language;
  }

  /** A stage begins. @param files how many it goes through, @param bytes how large they are in all */
  stage(stage: Stage, files: number, bytes: number, about = ''): void {
    this.#stage = stage;
    this.#about = about;
    this.#files = files;
    this.#bytes = bytes;
    this.#filesDone = 0;
    this.#bytesDone = 0;
    this.#rows = 0;
    this.#running = 0;
    this.#began = performance.now();
    this.#show(true);
  }

  read = (rows: number, bytes: number): void => {
    this.#rows += rows;
    this.#bytesDone += bytes;
    this.#show(false);
  };

  step = (): void => this.#show(false);

  fileDone(): void {
    this.#filesDone++;
    this.#show(this.#filesDone === this.#files && this.#files > 1);
  }

  /** How many executions work at it elsewhere. */
  running(executions: number): void {
    this.#running = executions;
    this.#show(false);
  }

  /** Leaves a clean line behind. */
  end(): void {
    if (!this.#quiet && this.#out.isTTY) this.#out.write('\r\x1b[K');
  }

  #show(now: boolean): void {
    if (this.#quiet) return;
    const time = performance.now();
    if (!now && time - this.#shown < (this.#out.isTTY ? REDRAW_MS : LINE_MS)) return;
    this.#shown = time;
    if (this.#out.isTTY) this.#out.write(`\r\x1b[K${this.#line().slice(0, (this.#out.columns || 80) - 1)}`);
    else this.#out.write(`${this.#line()}\n`);
  }

  #line(): string {
    const id = this.#language === 'id';
    const number = numbers(this.#language);
    const parts = [`${TITLES[this.#language][this.#stage]}${this.#about && ` ${this.#about}`}`];
    if ((this.#stage === 'read' || this.#stage === 'upload') && this.#files > 0) {
      // Where files are read elsewhere, only whole ones are heard of.
      const share = Math.min(1, this.#bytes > 0 ? this.#bytesDone / this.#bytes : this.#filesDone / this.#files);
      if (this.#out.isTTY) parts.unshift('█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░'));
      parts.push(`${number.format(this.#filesDone)}/${number.format(this.#files)} ${id ? 'berkas' : 'files'}`);
      if (this.#bytes > 0) parts.push(...(this.#stage === 'read' ? this.#speed(id, number) : this.#volume(number)));
    } else if (this.#files > 0) parts.push(`${number.format(this.#files)} ${id ? 'berkas' : 'files'}`);
    if (this.#running > 0)
      parts.push(`${number.format(this.#running)} ${id ? 'eksekusi berjalan' : 'executions running'}`);
    return parts.join('  ');
  }

  #speed(id: boolean, number: Numbers): string[] {
    const seconds = (performance.now() - this.#began) / 1000;
    const rows = `${number.format(this.#rows)} ${id ? 'baris' : 'rows'}`;
    if (seconds <= 0.5) return [rows];
    return [rows, `${number.format(Math.round(this.#rows / seconds))} ${id ? 'baris/dtk' : 'rows/s'}`];
  }

  #volume(number: Numbers): string[] {
    const mega = (bytes: number) => number.format(Math.round((bytes / MB) * 10) / 10);
    return this.#bytes < MB ? [] : [`${mega(this.#bytesDone)}/${mega(this.#bytes)} MB`];
  }
}
