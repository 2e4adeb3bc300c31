/** The commands that supervisors start from their configuration files: supervisord, s6, runit, systemd, cron. */

import { matchesPieces } from '../../wildcard.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, type Tree } from '../layer/tree.ts'
import { tokensOf } from './shell-words.ts'

/** A command that a supervisor starts. */
export interface Service {
  readonly words: readonly string[]
  readonly isSure: boolean
  /** The working directory; undefined if it does not change. */
  readonly folder?: string | undefined
  /** Set for a script that need not be executable yet: s6-overlay sets the bit when it begins. */
  readonly isScript?: true
}

/** How a supervisor was started. */
interface Starter {
  readonly tree: Tree
  readonly argv: readonly string[]
  /** The program's file. */
  readonly path: string
  readonly variable: (name: string) => string | undefined
}

const STARTERS: ReadonlyMap<string, (starter: Starter) => readonly Service[]> = new Map([
  ['supervisord', supervisorPrograms],
  ['init', s6Services],
  // Also if it is called by a link named init.
  ['systemd', unitsOf],
  // runsvdir(8), svscan of daemontools and s6-svscan: a folder of services. my_init is from phusion/baseimage.
  ...['runsvdir', 'svscan', 's6-svscan'].map((name) => [name, scannedServices] as const),
  ['my_init', ({ tree }: Starter) => runFiles(tree, '/etc/service')],
  ...['cron', 'crond'].map((name) => [name, cronJobs] as const),
])

/** The commands that a program starts; it is recognised by the name it is called by, or by its file's name. */
export function servicesOf(starter: Starter): readonly Service[] {
  const names = [starter.argv[0] ?? '', starter.path].map((path) => path.slice(path.lastIndexOf('/') + 1))
  const starters = names.flatMap((name) => STARTERS.get(name) ?? [])
  return [...new Set(starters)].flatMap((services) => services(starter))
}

function textOf(tree: Tree, path: string): string | undefined {
  const node = find(tree, path)
  const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail
  return detail?.kind === 'text' ? detail.text : undefined
}

function namesIn(tree: Tree, path: string): readonly string[] {
  return childrenOf(tree, find(tree, path)).map((node) => nameOf(tree, node))
}

/** The words of a line, split as a shell does, without expansion. */
function splitWords(line: string, variable: Starter['variable']): readonly string[] {
  const words = [...tokensOf(line, { variable, args: [] })].flatMap((token) =>
    token.kind === 'word' ? [token] : [],
  )
  return words[0]?.isKnown === true ? words.flatMap(({ texts }) => texts) : []
}

/** Supervisord's default configuration files (supervisord.org, "Configuration File"). */
const SUPERVISOR_FILES = ['/etc/supervisord.conf', '/etc/supervisor/supervisord.conf', '/supervisord.conf']

/** The includes in the files of distributions, used if the configuration file was not read. */
const SUPERVISOR_INCLUDES = ['/etc/supervisor/conf.d/*', '/etc/supervisord.d/*', '/etc/supervisor.d/*']

function supervisorPrograms({ tree, argv, variable }: Starter): readonly Service[] {
  const option = argv.findIndex((word) => word === '-c' || word === '--configuration')
  const configOption = option === -1 ? undefined : argv[option + 1]
  const files = configOption === undefined ? SUPERVISOR_FILES : [configOption]
  const file = files.find((path) => textOf(tree, path) !== undefined)
  const configFolder = (file ?? '').replace(/[^/]*$/, '').replace(/(?<=.)\/$/, '')
  const main = sectionsOf(tree, file ?? '')
  const patterns = main
    .filter(({ name }) => name === 'include')
    .flatMap(({ keys }) => (keys.get('files') ?? '').split(/\s+/))
    .map((pattern) => (pattern.startsWith('/') ? pattern : `${configFolder}/${pattern}`))
  const included = (file === undefined ? SUPERVISOR_INCLUDES : patterns).flatMap((each) =>
    pathsMatching(tree, each),
  )
  const sections = [...main, ...included.flatMap((path) => sectionsOf(tree, path))]
  return sections.flatMap((section) => programOf(section, configFolder, variable))
}

interface Section {
  readonly name: string
  readonly keys: ReadonlyMap<string, string>
}

/** Python's configparser: `key=value` below `[name]`; a comment begins with `#` or `;`, after a value with ` ;`. */
function sectionsOf(tree: Tree, path: string): readonly Section[] {
  const sections: { readonly name: string; readonly keys: Map<string, string> }[] = []
  for (const line of (textOf(tree, path) ?? '').split(/\r?\n/)) {
    const [, name] = /^\[([^\]]+)\]/.exec(line) ?? []
    if (name !== undefined) sections.push({ name, keys: new Map() })
    const [, key, value] = /^([a-z_]+)\s*[=:]\s*(.*?)\s*(?:\s;.*)?$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) sections.at(-1)?.keys.set(key, value)
  }
  return sections
}

/** The paths that match a pattern for names in a folder. */
function pathsMatching(tree: Tree, pattern: string): readonly string[] {
  const slash = pattern.lastIndexOf('/')
  const folder = pattern.slice(0, slash)
  const pieces = pattern.slice(slash + 1).split('*')
  const names = namesIn(tree, folder).filter((name) => matchesPieces(pieces, name))
  return names.map((name) => `${folder}/${name}`)
}

function programOf(
  { name, keys }: Section,
  configFolder: string,
  variable: Starter['variable'],
): readonly Service[] {
  if (!/^(?:program|eventlistener|fcgi-program):/.test(name)) return []
  const line = (keys.get('command') ?? '')
    .replaceAll('%(here)s', configFolder)
    .replaceAll(/%\(ENV_(\w+)\)s/g, (whole, each: string) => variable(each) ?? whole)
  const words = splitWords(line, () => undefined)
  // The program's name has another expression.
  if (words.length === 0 || /^\S*%\(/.test(line)) return []
  const isSure = !/^(?:false|no|off|0)$/i.test(keys.get('autostart') ?? '')
  return [{ words, isSure, folder: keys.get('directory') }]
}

function scriptAt(path: string): Service {
  return { words: [path], isSure: true, isScript: true }
}

/** Folders that each have a file `run`, which is started. */
function runFiles(tree: Tree, folder: string): readonly Service[] {
  return namesIn(tree, folder).map((name) => scriptAt(`${folder}/${name}/run`))
}

function scannedServices({ tree, argv }: Starter): readonly Service[] {
  const folder = argv.find((word, at) => at > 0 && word.startsWith('/'))
  return folder === undefined ? [] : runFiles(tree, folder)
}

/** What s6-overlay starts, by its README: services.d, cont-init.d, and the services of s6-rc.d in the bundle `user`. */
function s6Services({ tree }: Starter): readonly Service[] {
  const bundle = '/etc/s6-overlay/s6-rc.d'
  const names = namesIn(tree, bundle).filter(
    (name) => find(tree, `${bundle}/user/contents.d/${name}`) !== NOWHERE,
  )
  const scripts = namesIn(tree, '/etc/cont-init.d').map((name) => `/etc/cont-init.d/${name}`)
  return [
    ...scripts.map(scriptAt),
    ...names.map((name) => scriptAt(`${bundle}/${name}/run`)),
    ...runFiles(tree, '/etc/services.d'),
  ]
}

const UNITS = '/etc/systemd/system'

/** The image's own units that other units want (systemd.unit(5), systemd.service(5)). */
function unitsOf({ tree, variable }: Starter): readonly Service[] {
  const wantedUnits = namesIn(tree, UNITS)
    .filter((name) => name.endsWith('.wants'))
    .flatMap((name) => namesIn(tree, `${UNITS}/${name}`))
  return [...new Set(wantedUnits)].flatMap((name) => {
    const text = textOf(tree, `${UNITS}/${name}`) ?? ''
    const lines = [...text.matchAll(/^ExecStart\s*=\s*[-@:+!|]*(.+)$/gm)].map(([, line = '']) => line)
    const isSure = !/^(?:Condition|Assert)/m.test(text)
    return lines.map((line) => ({ words: splitWords(line, variable), isSure }))
  })
}

/** Five time fields or a nickname, then the command, preceded by the user in the system's own files (crontab(5)). */
const JOB = /^\s*(?:@\w+|(?:[\d*,/a-zA-Z-]+\s+){4}[\d*,/a-zA-Z-]+)\s+(.+)$/
const CRONTABS = ['/etc/crontabs', '/var/spool/cron/crontabs', '/var/spool/cron']

function cronJobs({ tree }: Starter): readonly Service[] {
  const systemCrontabs = [
    '/etc/crontab',
    ...namesIn(tree, '/etc/cron.d').map((name) => `/etc/cron.d/${name}`),
  ]
  const userCrontabs = CRONTABS.flatMap((folder) => namesIn(tree, folder).map((name) => `${folder}/${name}`))
  const lines = (path: string): readonly string[] =>
    (textOf(tree, path) ?? '').split(/\r?\n/).flatMap((line) => JOB.exec(line)?.[1] ?? [])
  const commands = [
    ...systemCrontabs.flatMap(lines).map((line) => line.replace(/^\S+\s+/, '')),
    ...userCrontabs.flatMap(lines),
  ]
  return commands.map((line) => ({ words: ['/bin/sh', '-c', line], isSure: true }))
}
