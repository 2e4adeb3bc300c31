import { array, field, text } from '../json.ts'

/** A warning of BuildKit about a Dockerfile. */
export interface BuildWarning {
  readonly message: string
  /** Its rule, as in `StageNameCasing`; '' if it has none. */
  readonly rule: string
  /** Line of the Dockerfile; 0 if it has none. */
  readonly line: number
}

/**
 * The warnings in a metadata file: those of a build, whose texts are in base64, and those of a check.
 * @param metadata the parsed file
 */
export function warningsIn(metadata: unknown): readonly BuildWarning[] {
  const built = array(metadata, 'buildx.build.warnings').map((warning) => ({
    message: joinLines([
      decodeBase64(field(warning, 'short')),
      ...array(warning, 'detail').map(decodeBase64),
      text(warning, 'url'),
    ]),
    rule: /^(\w+): /.exec(decodeBase64(field(warning, 'short')))?.[1] ?? '',
    line: firstLine(field(warning, 'range')),
  }))
  const checked = array(metadata, 'result.json', 'warnings').map((warning) => ({
    message: joinLines([text(warning, 'ruleName'), text(warning, 'detail'), text(warning, 'url')]),
    rule: text(warning, 'ruleName'),
    line: firstLine(field(field(warning, 'location'), 'ranges')),
  }))
  return [...built, ...checked]
}

function joinLines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}

function decodeBase64(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : ''
}

function firstLine(ranges: unknown): number {
  const [first] = Array.isArray(ranges) ? ranges : []
  const line = field(field(first, 'start'), 'line')
  return typeof line === 'number' ? line : 0
}
