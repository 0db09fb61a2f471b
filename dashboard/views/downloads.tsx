export function DownloadsView() {
  return <p>…</p>;
}
