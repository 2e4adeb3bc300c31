import { isBuiltInPlace } from '../packages/built-in-place.ts'
import { downloadOf } from '../packages/downloads.ts'
import { printablePath } from '../printable.ts'
import type { ForeignFile, Judgement, JudgeRule } from './file.ts'
import {
  inExplainedFolder,
  inForeignTriple,
  inLoaderFolder,
  inPath,
  inProgramFolder,
  inTests,
  isEmulator,
  isStored,
  nearTheStart,
} from './places.ts'
import { inSdk } from './sdks.ts'
import { aloneInSet, besideItsTwin, inSet, misnamed, type Surroundings } from './sets.ts'
import { forNoImage, notRunnable } from './systems.ts'
import { foundByTranslator, isTranslated } from './translators.ts'
import { forAndroid } from './trees.ts'

const isStarted: JudgeRule = (file) =>
  file.isStarted ? { severity: 'error', reason: { kind: 'started' } } : undefined

const isNeeded: JudgeRule = ({ neededBy }) =>
  neededBy === undefined
    ? undefined
    : { severity: 'error', reason: { kind: 'needed', by: printablePath(neededBy) } }

/** A file is meant to be used if a variable is set to its path. */
const isNamed: JudgeRule<Surroundings> = ({ node }, { places }) => {
  const by = places.named.get(node)
  return by === undefined
    ? undefined
    : { severity: 'error', reason: { kind: 'named', by: printablePath(by) } }
}

const builtInPlace: JudgeRule = ({ path }) =>
  isBuiltInPlace(path) ? { severity: 'error', reason: { kind: 'built in place' } } : undefined

/** A download that has files for the platform may contain others. */
const fetchedInPlace: JudgeRule<Surroundings> = ({ path }, { sets }) => {
  const download = downloadOf(path)
  const isForeign = download !== undefined && sets.fetched.get(download) === false
  return isForeign ? { severity: 'error', reason: { kind: 'built in place' } } : undefined
}

/** In order: the first rule that applies decides. */
const RULES: readonly JudgeRule<Surroundings>[] = [
  isStarted,
  isNeeded,
  notRunnable,
  isEmulator,
  besideItsTwin,
  foundByTranslator,
  inPath,
  inLoaderFolder,
  inExplainedFolder,
  forAndroid,
  isStored,
  forNoImage,
  inForeignTriple,
  inSet,
  builtInPlace,
  fetchedInPlace,
  inTests,
  misnamed,
  isTranslated,
  isNamed,
  inSdk,
  aloneInSet,
  inProgramFolder,
  nearTheStart,
]

/** Judges a file for another machine. If some machines of the platform run it, it is not an error. */
export function judge(file: ForeignFile, around: Surroundings): Judgement {
  const { severity, reason } = firstJudgement(file, around)
  return { severity: severity === 'error' && file.fit === 'doubtful' ? 'warning' : severity, reason }
}

function firstJudgement(file: ForeignFile, around: Surroundings): Judgement {
  for (const rule of RULES) {
    const judgement = rule(file, around)
    if (judgement !== undefined) return judgement
  }
  return { severity: 'warning', reason: { kind: 'elsewhere' } }
}
