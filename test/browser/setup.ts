/** Builds the page once, so that what is tried is what the sources say. */
import { buildDashboard } from '../../dashboard/build.ts';

export default async function setup(): Promise<void> {
  await buildDashboard();
}
