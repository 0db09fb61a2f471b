/** What is wrong with a NIK of 16 digits, by its text: what the kernel's reading is held against. */
import type { RowCode } from '../pipeline/rules/codes.ts';
import { readDate } from '../pipeline/rules/dates.ts';
import type { Regions } from '../pipeline/rules/regions.ts';

export function nikErrors(nik: string, regions: Regions): RowCode[] {
  const errors: RowCode[] = [];
  if (regions.find(nik.slice(0, 2)) < 0) errors.push('NIK_PROVINCE');
  const [dd, mm, yy] = [Number(nik.slice(6, 8)), nik.slice(8, 10), nik.slice(10, 12)];
  const day = String(dd > 40 ? dd - 40 : dd).padStart(2, '0');
  const real = ['19', '20'].some((century) => readDate(`${century}${yy}-${mm}-${day}`) > 0);
  if (!real) errors.push('NIK_BIRTHDATE');
  if (nik.endsWith('0000')) errors.push('NIK_SERIAL');
  return errors;
}
