import { writeFileSync } from 'node:fs';

/**
 * A Vitest reporter that writes what failed to the file named by FAILURE_LIST, as JSON: `[{ name, message }]`, with errors
 * outside of every test among them. npm test tells them once more at its end, where a log that is cut short still has them.
 */
export default class FailureList {
  onTestRunEnd(modules, unhandled) {
    const failed = modules.flatMap((module) => [
      ...module.errors().map((error) => ({ name: module.moduleId, message: firstLines(error) })),
      ...[...module.children.allTests('failed')].map((test) => ({
        name: `${module.relativeModuleId ?? module.moduleId} > ${test.fullName}`,
        message: firstLines(test.result().errors?.[0]),
      })),
    ]);
    const outside = unhandled.map((error) => ({ name: 'outside of every test', message: firstLines(error) }));
    writeFileSync(process.env.FAILURE_LIST, JSON.stringify([...failed, ...outside]));
  }
}

function firstLines(error) {
  const text = String(error?.stack ?? error?.message ?? error);
  return text.split('\n').slice(0, 6).join('\n').slice(0, 1_000);
}
