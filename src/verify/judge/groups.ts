import type { MachineVerdict, Reason, Severity } from '../finding.ts'
import { machineName } from '../machines.ts'
import { printablePath } from '../printable.ts'
import type { ForeignFile, Judgement } from './file.ts'
import { groupPlaceReader, packageFolderOf } from './package.ts'
import { folderOf } from './places.ts'

/** Files of one kind in one place, reported as one finding. */
interface Group {
  readonly file: ForeignFile
  readonly severity: Severity
  readonly reason: Reason
  files: number
  isMixed: boolean
}

interface Groups {
  readonly byKey: Map<string, Group>
  readonly placeOf: (path: string) => string
}

interface GroupFinding {
  readonly severity: Severity
  readonly layer: number
  readonly path: string
  readonly verdict: MachineVerdict
}

/** Further groups are merged: an image can have a folder for each of a million files. */
const MAX_GROUPS = 1000

export function newGroups(): Groups {
  return { byKey: new Map(), placeOf: groupPlaceReader() }
}

/** Adds a file to the group of its kind. */
export function addToGroup(groups: Groups, file: ForeignFile, judgement: Judgement): void {
  const { severity, reason } = judgement
  if (severity === 'silent') return
  const { byKey } = groups
  const ownKey = groupKey(groups, file, severity, reason)
  const isOneTooMany = byKey.size >= MAX_GROUPS && !byKey.has(ownKey)
  const key = isOneTooMany ? severity : ownKey
  const group = byKey.get(key)
  const groupReason: Reason = isOneTooMany ? { kind: 'elsewhere' } : reason
  if (group === undefined) byKey.set(key, { file, severity, reason: groupReason, files: 1, isMixed: false })
  else {
    group.files += 1
    group.isMixed ||= machineName(group.file.identity) !== machineName(file.identity)
  }
}

function groupKey(groups: Groups, file: ForeignFile, severity: Severity, reason: Reason): string {
  const { kind } = reason
  return kind === 'no image'
    ? kind
    : JSON.stringify([severity, kind, file.layer, placeOfFile(groups, file, reason)])
}

function placeOfFile({ placeOf }: Groups, { path }: ForeignFile, reason: Reason): string {
  if (reason.kind === 'only machine') return reason.folder
  return reason.kind === 'started' || reason.kind === 'named' ? path : placeOf(path)
}

export function groupFindings({ byKey }: Groups): readonly GroupFinding[] {
  return [...byKey.values()].map(({ file, severity, reason, files, isMixed }) => {
    const { path, layer, identity, fit } = file
    const verdict: MachineVerdict = {
      ...{ rule: 'machine', machine: machineName(identity), fit, isMixed, files },
      reason: printableReason(reason),
      ignore: printablePath(groupIgnorePath(file, reason, files)),
    }
    return { severity, layer, path, verdict }
  })
}

/** Reasons for which only the file itself is ignored: the other files of such a folder have to be checked. */
const SINGLE_FILE_REASONS = ['started', 'needed', 'named', 'in PATH', 'linked from PATH', 'loader folder']

function groupIgnorePath({ path }: ForeignFile, reason: Reason, files: number): string {
  if (SINGLE_FILE_REASONS.includes(reason.kind)) return path
  if (reason.kind === 'only machine') return reason.folder
  return packageFolderOf(path) ?? (files === 1 ? path : folderOf(path) || path)
}

/** Makes the texts from the image printable. */
function printableReason(reason: Reason): Reason {
  switch (reason.kind) {
    case 'linked from PATH':
      return { ...reason, link: printablePath(reason.link) }
    case 'foreign triple':
      return { ...reason, triple: printablePath(reason.triple) }
    case 'program folder':
    case 'working folder':
    case 'only machine':
      return { ...reason, folder: printablePath(reason.folder) }
    default:
      return reason
  }
}
