/** A code of a finding, with the way to what it means and how it is mended. */
import { isCode } from '../../pipeline/rules/codes.ts';
import { linkFrom, usePage } from '../page.ts';

interface Props {
  readonly kode: string;
  /** In a tab of its own, where leaving the view would lose what it shows. */
  readonly apart?: boolean;
}

export function RuleLink({ kode, apart = false }: Props) {
  const { address } = usePage();
  if (kode === '') return null;
  if (!isCode(kode)) return <code>{kode}</code>; // of another edition of the program
  return (
    <a href={linkFrom(address, { view: 'kode', rule: kode })} {...(apart ? { target: '_blank', rel: 'noopener' } : {})}>
      <code>{kode}</code>
    </a>
  );
}
