// Drives Segment's destination "Marketo Static Lists", unmodified: audiences become static lists, and
// people are imported to them and removed from them. Started by ../run.py, which sets the environment
// that ../common/marketo.mjs reads.
//
// The order matters: later steps change, remove and read what earlier ones added.

// Parts of the destination write on stdout, where only the steps are to stand.
console.log = console.error;

const { report, step } = await import('./harness.mjs');
const { version } = await import('./destination.mjs');

// Some errors escape a client's promises; they must not pass unseen.
process.on('uncaughtException', (error) => report('uncaught_exception', false, error.message));
process.on('unhandledRejection', (error) => report('unhandled_rejection', false, `${error}`));

await step('installed_version', () => `@segment/action-destinations ${version}`);
for (const subject of ['identity', 'audiences', 'additions', 'values', 'removals', 'readings']) {
  const { default: takeSteps } = await import(`./steps/${subject}.mjs`);
  await takeSteps();
}
