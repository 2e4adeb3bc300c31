import { setOutput } from '../host/runner.ts'
import type { Plan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import type { Result } from '../run/run.ts'

/** How each output of action.yml is made. '' where there is nothing to say, as when nothing was pushed. */
export const OUTPUTS = {
  digest: (plan, { built }) => (plan.publish === undefined ? '' : built.digest),
  image: ({ publish }, { built }) => (publish === undefined ? '' : `${publish.repository}@${built.digest}`),
  imageid: (_, { built }) => built.imageid,
  metadata: (_, { built }) => built.metadata,
  result: (_, { built }) => built.result,
  platforms: ({ platforms }) => platforms.map(({ platform }) => printPlatform(platform)).join(','),
  digests: (_, { confirmed }) =>
    json((confirmed ?? []).map(({ platform, digest }) => [printPlatform(platform), digest])),
  tags: ({ publish }) => (publish?.tags ?? []).join('\n'),
  'platform-args': ({ platforms }) =>
    json(platforms.map(({ platform, args }) => [printPlatform(platform), args])),
  builder: (_, { builder: { name: builder, driver, nodes } }) =>
    JSON.stringify({
      name: builder,
      driver,
      nodes: nodes.map(({ name, endpoint, status, buildkit, platforms }) => ({
        ...{ name, endpoint, status, buildkit },
        platforms: platforms.map(printPlatform),
      })),
    }),
} satisfies Record<string, (plan: Plan, result: Result) => string>

export function setOutputs(plan: Plan, result: Result): void {
  for (const [name, value] of Object.entries(OUTPUTS)) setOutput(name, value(plan, result))
}

function json(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries))
}
