/** The heading of a view, which names the page in the browser's tab, its history and a printed file as well. */
import { useEffect } from 'preact/hooks';
import { usePage } from '../page.ts';

/** @param kode of the region that the view shows */
export function Title({ text, kode }: { text: string; kode?: string }) {
  const { words } = usePage();
  useEffect(() => {
    document.title = `${text} · ${words.judul}`;
  }, [text, words]);
  return <h1 data-wilayah={kode}>{text}</h1>;
}
