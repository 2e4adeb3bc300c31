import { isSha256 } from '../oci/digest.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import type {
  ConfigVerdict,
  EntrypointVerdict,
  Finding,
  IndexVerdict,
  InterpreterVerdict,
  LayerVerdict,
  LibraryVerdict,
  MachineVerdict,
  ModuleVerdict,
  PackageVerdict,
  PreloadVerdict,
  Reason,
  SkippedVerdict,
  SystemVerdict,
} from './finding.ts'
import type { Format } from './layer/formats.ts'

/** A finding as people read it. */
export interface FindingText {
  /** A sentence. */
  readonly what: string
  /** A sentence; '' if nothing has to be done. */
  readonly cure: string
}

/** The problem, and how to fix it. */
export function describeFinding(finding: Finding): FindingText {
  const text = verdictText(finding)
  if (finding.more === undefined) return text
  const { count, example } = finding.more
  const what =
    finding.layer === ''
      ? `${count} more are not listed one by one.`
      : `${count} more of this kind are in the same layer as ${example}.`
  return { ...text, what }
}

/** The image and the file that a verdict is about. */
interface Subject {
  /** The platform as text: `linux/arm64`. */
  readonly name: string
  readonly os: string
  readonly path: string
  readonly layer: string
}

function verdictText(finding: Finding): FindingText {
  const { platform, path, layer, verdict } = finding
  const subject = { name: printPlatform(platform), os: platform.os, path, layer }
  switch (verdict.rule) {
    case 'index':
      return indexText(verdict, subject)
    case 'config':
      return configText(verdict, subject)
    case 'layer':
      return layerText(verdict, subject)
    case 'machine':
      return machineText(verdict, subject)
    case 'package':
      return packageText(verdict, subject)
    case 'arm-version':
      return armText(verdict.needed, subject)
    case 'x86-level':
      return levelText(verdict.needed, subject)
    case 'go-setting':
      return settingText(verdict.setting, subject)
    case 'float':
      return floatText(verdict.loader, subject)
    case 'system':
      return systemText(verdict, subject)
    case 'same-layers':
      return sameLayersText(verdict.platforms)
    case 'entrypoint':
      return withIgnoreLine(entrypointText(verdict, subject), finding)
    case 'interpreter':
      return withIgnoreLine(interpreterText(verdict, subject), finding)
    case 'library':
      return libraryText(verdict, subject)
    case 'preload':
      return preloadText(verdict, subject)
    case 'module':
      return moduleText(verdict, subject)
    case 'skipped':
      return skippedText(verdict, subject)
  }
}

/** An error about a file says how to exclude it. What verify-ignore excludes already is not an error. */
function withIgnoreLine(text: FindingText, { severity, path }: Finding): FindingText {
  return severity === 'error' ? { ...text, cure: `${text.cure} ${ignoreLine(path)}` } : text
}

const INDEX_PROBLEMS = {
  missing: (name: string) => `the index lacks ${name}.`,
  repeated: (name: string) => `the index has ${name} more than once.`,
  'not requested': (name: string) => `the index has ${name}, which was not requested.`,
} satisfies Record<IndexVerdict['problem'], (name: string) => string>

function indexText({ problem }: IndexVerdict, { name }: Subject): FindingText {
  const cure = 'Make sure that nothing else pushes to this image, and build again.'
  return { what: INDEX_PROBLEMS[problem](name), cure }
}

const DAMAGED_CURE = 'Push the image again; if the error persists, report it to the operator of the registry.'
const CONFIG_CURE =
  'Build this platform again from a base image that is for it; FROM --platform decides what the config says.'

function configText(verdict: ConfigVerdict, { name }: Subject): FindingText {
  switch (verdict.problem) {
    case 'no image manifest':
      return {
        what: `the manifest ${verdict.digest} of ${name} is not an image manifest.`,
        cure: DAMAGED_CURE,
      }
    case 'impossible digest':
      return {
        what: `the ${verdict.document} has the invalid digest "${verdict.digest}".`,
        cure: DAMAGED_CURE,
      }
    case 'other bytes': {
      const what = `the ${verdict.document} ${verdict.digest} does not match its digest.`
      return { what, cure: DAMAGED_CURE }
    }
    case 'other size': {
      const { document, digest, actual, expected } = verdict
      const what = `the ${document} ${digest} has ${actual} bytes, not ${expected} as its descriptor says.`
      return { what, cure: DAMAGED_CURE }
    }
    case 'impossible layer': {
      const what = `the manifest has a layer with an invalid digest or size: "${verdict.digest}".`
      return { what, cure: DAMAGED_CURE }
    }
    case 'layer count': {
      const { inManifest, inConfig } = verdict
      const what = `the manifest lists ${inManifest} layers, but the config lists ${inConfig}.`
      return { what, cure: CONFIG_CURE }
    }
    case 'no platform':
      return { what: `the config of ${name} names no platform.`, cure: CONFIG_CURE }
    case 'other platform':
      return {
        what: `the index says ${name}, but the image's config says ${verdict.actual}.`,
        cure: CONFIG_CURE,
      }
  }
}

const LAYER_CURE = 'Build and push this platform again.'

function layerText(verdict: LayerVerdict, { name, path, layer }: Subject): FindingText {
  switch (verdict.problem) {
    case 'damaged':
      return unreadableLayerText(layer, verdict.why)
    case 'too many files':
      return unreadableLayerText(layer, 'it has more files than fit into memory')
    case 'other hash': {
      const { actual, expected } = verdict
      // Engines support sha256 only; any other hash cannot be compared.
      const expectedHash = isSha256(expected) ? expected : `"${expected}", which is not a sha256 digest`
      return {
        what: `the layer ${layer} unpacks to ${actual}, but the config says ${expectedHash}.`,
        cure: LAYER_CURE,
      }
    }
    case 'path outside': {
      const what = `${path} points outside the image, or is too long.`
      return { what, cure: 'Leave it out of the layer.' }
    }
    case 'path without parent': {
      const what = `${path} cannot be unpacked: the folder or file that it needs is missing.`
      return { what, cure: LAYER_CURE }
    }
    case 'image too large': {
      const what = `${name} cannot be checked: ${verdict.why}.`
      return { what, cure: 'Make the image smaller, or turn the proof off (verify: false).' }
    }
  }
}

function unreadableLayerText(layer: string, why: string): FindingText {
  return { what: `the layer ${layer} is damaged or cannot be checked: ${why}.`, cure: LAYER_CURE }
}

/** @param path the file or package folder to exclude from the proof */
function ignoreLine(path: string): string {
  return `If it belongs there, add this line to verify-ignore: ${path}`
}

function machineText(verdict: MachineVerdict, { name, path }: Subject): FindingText {
  const { fit, reason, files } = verdict
  const machine = verdict.isMixed ? `${verdict.machine} and other machines` : verdict.machine
  if (reason.kind === 'ignored') {
    const what = `${path}, which the image for ${name} starts, is for another machine, but verify-ignore excludes it.`
    return { what, cure: '' }
  }
  if (reason.kind === 'no image') {
    const subject =
      files === 1 ? `${path} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`
    return { what: `${subject} for ${machine}, which no image for ${name} runs.`, cure: '' }
  }
  const role = reason.kind === 'started' ? ', which the image starts,' : ''
  const subject =
    files === 1 ? `${path}${role} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`
  const doubt = fit === 'doubtful' ? `; not every ${name} machine can run that` : ''
  const what = `${subject} for ${machine}, not for ${name}${doubt}${evidence(reason)}.`
  return { what, cure: machineCure(name, verdict) }
}

/** The evidence for the judgement, as the end of a sentence. */
function evidence(reason: Reason): string {
  switch (reason.kind) {
    case 'in PATH':
      return '; its folder is in PATH'
    case 'linked from PATH':
      return `; the link ${reason.link} in PATH points to it`
    case 'loader folder':
      return '; the loader searches its folder for libraries'
    case 'foreign triple':
      return `; the folder ${reason.triple} looks like a copy from an image for that machine`
    case 'misnamed':
      return `; its name says ${reason.says}`
    case 'built in place':
      return '; such a file is compiled or fetched for the machine that installs it'
    case 'alone':
      return '; its name says so, and it has no counterpart for the platform'
    case 'only machine':
      return `; the SDK in ${reason.folder} is published for no other machine`
    case 'program folder':
      return `; it is in the folder ${reason.folder}, and nothing explains why`
    case 'working folder':
      return `; it is below ${reason.folder}, where the image runs`
    case 'needed':
      return `; ${reason.by} needs it`
    case 'named':
      return `; ${reason.by} names it`
    case 'beside the start':
      return '; it is next to what the image starts'
    default:
      return ''
  }
}

function machineCure(name: string, { ignore, reason }: MachineVerdict): string {
  if (reason.kind === 'only machine')
    return `Leave it out of the image for ${name}, where nothing runs it without an emulator. ${ignoreLine(ignore)}`
  return `Build it for ${name} (compile with TARGETARCH, or in a stage without --platform=$BUILDPLATFORM), or copy it from an image for ${name}. ${ignoreLine(ignore)}`
}

const INSTALL_CURE =
  'Install the packages in a stage that runs on the target platform (without --platform=$BUILDPLATFORM), or tell the package manager which machine they are for; keep node_modules, site-packages and similar folders of your own machine out of the build context.'

function packageText(verdict: PackageVerdict, { name, path }: Subject): FindingText {
  const { problem, claimed, actual, metadata, ignore } = verdict
  const package_ = `the ${PACKAGE_FORMATS[verdict.format]} ${verdict.name}`
  switch (problem) {
    case 'other machine': {
      const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, not for ${name}: ${path}.`
      return { what, cure: `${INSTALL_CURE} ${ignoreLine(ignore)}` }
    }
    case 'built': {
      const what = `${path} is for ${actual}, not for ${name}: it was compiled or fetched when ${package_} (${metadata}) was installed on another machine.`
      return { what, cure: `${INSTALL_CURE} ${ignoreLine(ignore)}` }
    }
    case 'helper': {
      const what = `${package_} does not say that it is for another machine (${metadata}), but ${path} in it is for ${actual}, not for ${name}.`
      return {
        what,
        cure: `If it is needed, look for a version of the package that supports ${name}. ${ignoreLine(ignore)}`,
      }
    }
    case 'other libc': {
      const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, but the image for ${name} has ${actual}.`
      return {
        what,
        cure: 'Install it on the distribution of the image: Alpine has musl, nearly all others have glibc.',
      }
    }
  }
}

const PACKAGE_FORMATS = {
  ...{ wheel: 'wheel', npm: 'npm package', gem: 'gem', dotnet: '.NET application', conda: 'conda package' },
  ...{ nuget: 'NuGet package', egg: 'egg', 'terraform provider': 'Terraform provider' },
  ...{ dpkg: 'Debian package', apk: 'Alpine package', prisma: 'Prisma engine' },
  ...{ 'python module': 'Python module', 'node module': 'Node module' },
} satisfies Record<PackageVerdict['format'], string>

function armText(needed: number, { name, path }: Subject): FindingText {
  const what = `${path} needs arm/v${needed}, but the platform is ${name}.`
  // Assembly code that detects the processor's capabilities at run time marks a program, too; verify-ignore is for such cases.
  const cure = `Compile it for ${name}, and use a base image for that platform. ${ignoreLine(path)}`
  return { what, cure }
}

function levelText(needed: number, { name, path }: Subject): FindingText {
  const what = `${path} needs x86-64-v${needed}, but the platform is ${name}.`
  const cure = `Compile it for ${name} (GOAMD64=v1, or without -march=x86-64-v${needed}), or build the platform linux/amd64/v${needed}. ${ignoreLine(path)}`
  return { what, cure }
}

function settingText(setting: string, { name, path }: Subject): FindingText {
  const what = `${path} was compiled with ${setting}, which not every ${name} machine supports.`
  const [variable = ''] = setting.split('=')
  return {
    what,
    cure: `Compile it without ${variable}, or build for a platform with that variant. ${ignoreLine(path)}`,
  }
}

function floatText(loader: string, { path }: Subject): FindingText {
  const what = `${path} passes floating-point numbers differently from its loader ${loader}.`
  return {
    what,
    cure: `Compile the program and the C library both for hard float (armhf), or both for soft float. ${ignoreLine(path)}`,
  }
}

function systemText({ format, as }: SystemVerdict, subject: Subject): FindingText {
  const { name, path } = subject
  const where = as === 'program' ? 'in the PATH of' : 'in a library folder of'
  const what = `${path} is ${withArticle(format)}, and is ${where} the image for ${name}.`
  const cure = format === 'truncated file' ? TRUNCATED_CURE : FORMAT_CURES[format](subject)
  return { what, cure: `${cure} ${ignoreLine(path)}` }
}

function withArticle(format: SystemVerdict['format']): string {
  return `${format === 'error message' || format === 'HTML page' ? 'an' : 'a'} ${format}`
}

function sameLayersText(platforms: readonly Platform[]): FindingText {
  const what = `${platforms.map(printPlatform).join(' and ')} have the same programs, layer by layer.`
  const cure =
    'Make sure that the last stage of the Dockerfile begins without --platform=$BUILDPLATFORM, and that anything compiled on the build platform is compiled for TARGETARCH.'
  return { what, cure }
}

function entrypointText(verdict: EntrypointVerdict, subject: Subject): FindingText {
  const { name, path } = subject
  const start = `the image for ${name} starts`
  switch (verdict.problem) {
    case 'missing': {
      const what = `${start} ${verdict.program}, which is not in it.`
      return { what, cure: 'Copy it into the image, or set ENTRYPOINT and CMD to a program that is in it.' }
    }
    case 'no program': {
      const what = `${start} ${path}, which is neither a program nor a script.`
      return { what, cure: 'Begin a script with #! and its interpreter, as in #!/bin/sh.' }
    }
    case 'empty': {
      const what = `${start} ${path}, which is empty.`
      return {
        what,
        cure: 'Make the command that creates the file fail if it creates nothing (curl --fail, set -e).',
      }
    }
    case 'truncated': {
      const what = `${start} ${path}, which is truncated: its header describes more than the file contains.`
      return { what, cure: TRUNCATED_CURE }
    }
    case 'no execute bit': {
      const what = `${start} ${path}, which is not executable.`
      return {
        what,
        cure: `Copy it with COPY --chmod=755, or set the bit in git (git update-index --chmod=+x).`,
      }
    }
    case 'other format': {
      return {
        what: `${start} ${path}, which is ${withArticle(verdict.format)}.`,
        cure: FORMAT_CURES[verdict.format](subject),
      }
    }
  }
}

const TRUNCATED_CURE =
  'Copy or download it again, and make an incomplete download fail (curl --fail, a checksum).'
const downloadCure = (): string =>
  'The URL returned something else: correct it, and make such a download fail (curl --fail --location, a checksum).'
const buildCure = ({ name, os }: Subject): string =>
  `Build it for ${name} (GOOS=${os}), or download the file for ${SYSTEM_NAMES.get(os) ?? os}.`
const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map([
  ['linux', 'Linux'],
  ['windows', 'Windows'],
  ['darwin', 'macOS'],
])
const FORMAT_CURES = {
  'Linux program': buildCure,
  'Windows program': buildCure,
  'macOS program': buildCure,
  'Unix script': () => 'Start it with its interpreter, or rewrite it for cmd or PowerShell.',
  'HTML page': downloadCure,
  'JSON text': downloadCure,
  'error message': downloadCure,
  'packed archive': () => 'Unpack it, and copy the program from it.',
  'Git LFS pointer': () => 'Check out the repository with its LFS files (lfs: true in actions/checkout).',
} satisfies Record<Format, (subject: Subject) => string>

function interpreterText(verdict: InterpreterVerdict, { name, path }: Subject): FindingText {
  const { interpreter } = verdict
  if (verdict.of === 'program') {
    const what = `${path} needs the loader ${interpreter}, which is not in the image for ${name}.`
    return { what, cure: loaderCure(interpreter) }
  }
  const what = `the script ${path} needs ${interpreter}, which is not in the image for ${name}.`
  const cure = verdict.endsInCr
    ? 'The script has Windows line endings (CR LF): save it with LF, and keep it that way in git (*.sh text eol=lf in .gitattributes).'
    : `Install ${interpreter}, or name an interpreter after #! that the image has.`
  return { what, cure }
}

/** The usual reason is a different C library. */
function loaderCure(interpreter: string): string {
  return interpreter.includes('ld-musl')
    ? 'It was built on Alpine: build it on the distribution of the image, link it statically, or base the image on Alpine.'
    : 'It was built with glibc: build it on the distribution of the image, link it statically (CGO_ENABLED=0 in Go), or use a base image with glibc for this platform.'
}

function libraryText({ library, loadedBy }: LibraryVerdict, { name, path }: Subject): FindingText {
  const file = loadedBy === '' ? path : `${path}, which ${loadedBy} loads,`
  const what = `${file} needs ${library}, which its loader cannot find in the image for ${name}.`
  return {
    what,
    cure: 'Install the package that provides the library, or copy the library from the stage that built the program.',
  }
}

function preloadText({ library, by }: PreloadVerdict, { name }: Subject): FindingText {
  return {
    what: `${by} names ${library}, which is not in the image for ${name}: every program prints an error, and starts without it.`,
    cure: 'Name the library without its folder, as in LD_PRELOAD=libjemalloc.so.2: these folders have other names on other machines.',
  }
}

function moduleText({ library, language, others }: ModuleVerdict, { name, path }: Subject): FindingText {
  const files = others === 1 ? 'file also lacks' : 'files also lack'
  const more = others === 0 ? '' : `; ${others} more ${files} a library`
  return {
    what: `${path} needs ${library}, which is not in the image for ${name}: ${language} cannot load it${more}.`,
    cure: moduleCure(library),
  }
}

function moduleCure(library: string): string {
  const idle = 'If nothing imports them, leave them out, or add their paths to verify-ignore.'
  return /^(?:libc\.musl-|ld-musl-|libc\.so$|ld-linux)/.test(library)
    ? `It was compiled for another C library: install its package on the distribution of the image (Alpine has musl, nearly all others have glibc). ${idle}`
    : `Install the packages that provide the libraries, or copy the libraries from the stage that built the modules. ${idle}`
}

function skippedText({ skipped }: SkippedVerdict, { name, layer }: Subject): FindingText {
  switch (skipped) {
    case 'programs':
      return { what: `the programs of ${name} were not checked: they are not ELF files.`, cure: '' }
    case 'foreign layer': {
      const what = `the layer ${layer} was not checked: it is fetched from elsewhere and never pushed.`
      return { what, cure: '' }
    }
    case 'missing files': {
      const what = `${name} was not checked for missing files: it has more files than fit into memory.`
      return { what, cure: '' }
    }
  }
}
