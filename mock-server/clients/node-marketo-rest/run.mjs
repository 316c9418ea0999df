// Drives node-marketo-rest, unmodified, through Marketo's bulk extracts and the REST calls beside
// them. Started by ../run.py, which sets the environment that ../common/marketo.mjs reads.
//
// The client has no bulk import: the driver seeds by plain HTTP. The order matters: later steps
// change, list and read what earlier ones made.

// The client writes on stdout, where only the steps are to stand.
console.log = console.error;

const { report, step } = await import('./harness.mjs');
const { version } = await import('./instance.mjs');

// Some errors escape the client's promises; they must not pass unseen.
process.on('uncaughtException', (error) => report('uncaught_exception', false, error.message));
process.on('unhandledRejection', (error) => report('unhandled_rejection', false, `${error}`));

await step('installed_version', () => `node-marketo-rest ${version}`);
for (const subject of [
  'identity',
  'neighbours',
  'seeds',
  'sync-leads',
  'lists',
  'extracts',
  'extract-jobs',
  'activities',
  'readings',
]) {
  const { default: takeSteps } = await import(`./steps/${subject}.mjs`);
  await takeSteps();
}
