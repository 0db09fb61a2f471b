/** The foot of the page: how to read the public tier, where the numbers come from, whose the names of regions are. */
import { useShown } from '../page.ts';

export function Foot() {
  const { words, tier } = useShown();
  return (
    <footer>
      <div class="wide">
        {tier === 'public' ? (
          <>
            <h2>{words.publikJudul}</h2>
            <ul>
              {words.publik.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        ) : null}
        <p>{words.kaki.asal}</p>
        <p>{words.kaki.lisensi}</p>
      </div>
    </footer>
  );
}
