import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** How exactly the end of the time is kept. */
const LOOK_MS = 500;

/**
 * A Vitest reporter that keeps what a run came to in the file named by TEST_TALLY, as JSON:
 * `{ files: { [path]: { passed, skipped, reasons: [name and why it was skipped], failed: [{ name, message }] } },
 * outside: [{ name, message }], not_begun: [path], cut: whether the time was up }`.
 * At TESTS_END_AT (milliseconds since 1970) it lets no further test begin: what was not begun is named there.
 */
export default class Tally {
  #vitest;
  #planned = [];
  #root = process.cwd();
  #cut = false;
  #ended = [];

  onInit(vitest) {
    this.#root = vitest.config.root;
    this.#vitest = vitest;
  }

  onTestRunStart(specifications) {
    this.#planned = specifications.map(({ moduleId }) => this.#path(moduleId));
    const { TESTS_END_AT } = process.env;
    if (TESTS_END_AT !== undefined) setInterval(() => this.#cutAfter(Number(TESTS_END_AT)), LOOK_MS).unref();
  }

  /** After every file, so that a run that is ended from outside has said what it came to. */
  onTestModuleEnd(module) {
    this.#ended.push(module);
    this.onTestRunEnd(this.#ended, []);
  }

  onTestRunEnd(modules, unhandled) {
    const begun = modules.filter((module) => module.state() !== 'queued' && module.state() !== 'pending');
    const files = Object.fromEntries(begun.map((module) => [this.#path(module.moduleId), tallyOf(module)]));
    const outside = [];
    for (const error of unhandled) {
      const path = error.VITEST_TEST_PATH && this.#path(error.VITEST_TEST_PATH);
      const found = { name: `${path ?? ''} outside of every test`.trim(), message: firstLines(error) };
      (files[path]?.failed ?? outside).push(found);
    }
    const not_begun = this.#planned.filter((path) => files[path] === undefined);
    writeFileSync(process.env.TEST_TALLY, JSON.stringify({ files, outside, not_begun, cut: this.#cut }));
  }

  /** Again and again: a file that begins at that moment does not hear of it. */
  #cutAfter(end_at) {
    if (Date.now() < end_at) return;
    this.#cut = true;
    void this.#vitest.cancelCurrentRun('keyboard-input');
  }

  #path(module_id) {
    return relative(this.#root, module_id).replaceAll('\\', '/');
  }
}

function tallyOf(module) {
  const path = module.relativeModuleId ?? module.moduleId;
  const tests = [...module.children.allTests()].map((test) => ({ test, result: test.result() }));
  const passed = tests.filter(({ result }) => result.state === 'passed').length;
  const failed = tests
    .filter(({ result }) => result.state === 'failed')
    .map(({ test, result }) => ({ name: `${path} > ${test.fullName}`, message: firstLines(result.errors?.[0]) }));
  const skipped = tests.length - passed - failed.length;
  const reasons = tests.flatMap(({ test, result }) =>
    result.state === 'skipped' && result.note ? `${path} > ${test.fullName}: ${result.note}` : [],
  );
  // A file that cannot be loaded, or whose set-up fails, has no test to fail: it counts as one.
  if (failed.length === 0 && module.state() === 'failed')
    failed.push({ name: path, message: firstLines(errorOf(module)) });
  return { passed, skipped, reasons, failed };
}

function errorOf(module) {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) => suite.errors())[0];
}

function firstLines(error) {
  const text = String(error?.stack ?? error?.message ?? error);
  return text.split('\n').slice(0, 6).join('\n').slice(0, 1_000);
}
