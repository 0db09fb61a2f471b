/** How a place without a number is to be read: zero, hidden, not reported, withdrawn, rejected and unknown side by side. */
import { useShown } from '../page.ts';
import { State } from './number.tsx';

export function States() {
  const { words, tier } = useShown();
  const kinds =
    tier === 'public'
      ? (['tersembunyi', 'tiada_atau_tersembunyi', 'belum_lapor', 'ditarik', 'ditolak'] as const)
      : (['tiada', 'belum_lapor', 'ditarik', 'ditolak'] as const);
  return (
    <section>
      <h2>{words.keteranganKeadaan}</h2>
      <dl class="states">
        <div>
          <dt>{words.nol}</dt>
          <dd>{words.nolArti}</dd>
        </div>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>
              <State kind={kind} />
            </dt>
            <dd>{words.stateArti[kind]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
