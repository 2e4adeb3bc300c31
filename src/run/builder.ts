import { Failure } from '../errors.ts'
import type { BuilderFacts } from '../facts/facts.ts'
import { stream } from '../host/docker.ts'
import type { BuilderPlan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import { remember } from '../state.ts'

/** Makes and boots our own builder. @returns lines for the log. @throws Failure with what buildx said last */
export async function createBuilder(plan: Extract<BuilderPlan, { kind: 'own' }>): Promise<readonly string[]> {
  remember('builder', plan.name)
  const { code, tail } = await stream(plan.create)
  if (code !== 0) {
    throw new Failure(
      `The builder could not be made (exit code ${code}): ${tail.slice(-5).join('\n')}`,
      'See that the BuildKit image can be pulled, that privileged containers are allowed, and that driver-opts and buildkitd-config-inline are right.',
    )
  }
  return tail
}

/** A builder in lines for the log. */
export function builderLines({ name, driver, nodes }: BuilderFacts): readonly string[] {
  return [
    `${name} (${driver})`,
    ...nodes.map((node) => {
      const version = node.buildkit === '' ? node.status : `BuildKit ${node.buildkit}`
      return `  ${node.name}: ${version}, ${node.platforms.map(printPlatform).join(', ')}`
    }),
  ]
}
