import type { Platform } from '../platforms/platform.ts'
import type { Format } from './layer/formats.ts'
import type { Fit } from './machines.ts'
import type { FormatName } from './packages/claim.ts'
import type { PackageProblem } from './packages/verdict.ts'

/** Something about an image that is wrong, odd, or was not looked at, as values; sentences.ts makes the text. */
export interface Finding {
  readonly severity: Severity
  readonly platform: Platform
  /** In the image, with a slash in front; '' where no file is meant. */
  readonly path: string
  /** Digest of the layer that the file comes from; '' where none is meant. */
  readonly layer: string
  /** What made the layer, from the config's history; '' where it does not say. */
  readonly instruction: string
  readonly verdict: Verdict
  /** Set where the finding stands for those that are too many to be listed one by one. */
  readonly more?: More
}

export type Severity = 'error' | 'warning' | 'notice'

/** How many findings of a kind are not listed, and the path of one that is. */
interface More {
  readonly count: number
  readonly example: string
}

/**
 * What was found, by rule. Texts that come from the image are printable.
 *
 * - `index`: the list of platforms is not what was asked for
 * - `config`: manifest or config cannot be right
 * - `layer`: a layer is damaged, or not what the config says
 * - `machine`: a file is for another machine
 * - `arm-version`, `x86-level`, `go-setting`: what is started needs a newer processor
 * - `float`: what is started passes numbers in another way than its loader
 * - `system`: a program for another system, or what is none, is where programs are looked for
 * - `package`: a file is for another machine, or another C library, and a package explains it
 * - `same-layers`: two platforms have the same programs
 * - `entrypoint`: what the image starts is not there, or is no program
 * - `interpreter`, `library`: what a program needs is not there
 * - `preload`: what is to be loaded into every program is not there
 * - `module`: what modules of a started language need is not there
 * - `skipped`: something was not looked at
 */
export type Verdict =
  | IndexVerdict
  | ConfigVerdict
  | LayerVerdict
  | MachineVerdict
  | PackageVerdict
  | LevelVerdict
  | { readonly rule: 'float'; readonly loader: string }
  | SystemVerdict
  | { readonly rule: 'same-layers'; readonly platforms: readonly Platform[] }
  | EntrypointVerdict
  | InterpreterVerdict
  | LibraryVerdict
  | PreloadVerdict
  | ModuleVerdict
  | SkippedVerdict

/** `setting` is one of Go's build info, such as `GOARM64=v9.0`. */
export type LevelVerdict =
  | { readonly rule: 'arm-version'; readonly needed: number }
  | { readonly rule: 'x86-level'; readonly needed: number }
  | { readonly rule: 'go-setting'; readonly setting: string }

export interface IndexVerdict {
  readonly rule: 'index'
  readonly problem: 'missing' | 'repeated' | 'not asked for'
}

/** `document` is the one that has the mistake. */
export type ConfigVerdict = { readonly rule: 'config' } & (
  | { readonly problem: 'no image manifest'; readonly digest: string }
  | { readonly problem: 'impossible digest'; readonly document: DocumentKind; readonly digest: string }
  | { readonly problem: 'other bytes'; readonly document: DocumentKind; readonly digest: string }
  | {
      readonly problem: 'other size'
      readonly document: DocumentKind
      readonly digest: string
      /** Bytes. */
      readonly found: number
      readonly expected: number
    }
  | { readonly problem: 'impossible layer'; readonly digest: string }
  | { readonly problem: 'layer count'; readonly inManifest: number; readonly inConfig: number }
  | { readonly problem: 'no platform' }
  | { readonly problem: 'other platform'; readonly found: string }
)

export type DocumentKind = 'manifest' | 'config'

export type LayerVerdict = { readonly rule: 'layer' } & (
  | { readonly problem: 'damaged'; readonly why: string }
  | { readonly problem: 'too many files' | 'path outside' | 'path without parent' }
  | {
      readonly problem: 'other hash'
      /** Hashes of the unpacked bytes: theirs, and that in the config, which may be any text. */
      readonly found: string
      readonly expected: string
    }
  | { readonly problem: 'image too large'; readonly why: string }
)

/** Files for `machine`, in an image for the finding's platform. */
export interface MachineVerdict {
  readonly rule: 'machine'
  /** Of the file that the finding names. */
  readonly machine: string
  readonly fit: Fit
  readonly reason: Reason
  /** How many files the finding stands for. */
  readonly files: number
  /** Whether some of them are for other machines than the one that is named. */
  readonly isMixed: boolean
  /** What verify-ignore would name. */
  readonly ignore: string
}

/**
 * What a file of another machine is judged by.
 * - `started`, `ignored`: the image starts it; that, though verify-ignore leaves it out
 * - `needed`: what the image starts needs it, or a library of that
 * - `in PATH`, `linked from PATH`: it can be called by its name
 * - `loader folder`, `foreign triple`: it is where libraries are loaded from; a whole folder of those is of another image
 * - `misnamed`: its name says that it is for the platform
 * - `built in place`: whatever installs it compiles or fetches it for the machine that this happens on
 * - `named`: a variable of the image names it, or the command as a library
 * - `alone`: its name says what it is for, and there is none for the platform
 * - `only machine`: it is part of an SDK that its publisher has for no other machine
 * - `program folder`, `working folder`, `beside the start`, `elsewhere`: nothing explains it, and it lies there
 * - `no image`: no image runs such a file
 * - `in a set`: there is one like it for each of several machines
 * - `explained`: it is where files for other machines belong
 */
export type Reason =
  | {
      readonly kind:
        | 'started'
        | 'ignored'
        | 'in PATH'
        | 'loader folder'
        | 'built in place'
        | 'alone'
        | 'beside the start'
        | 'elsewhere'
        | 'no image'
        | 'in a set'
        | 'explained'
    }
  | { readonly kind: 'needed' | 'named'; readonly by: string }
  | { readonly kind: 'linked from PATH'; readonly link: string }
  | { readonly kind: 'foreign triple'; readonly triple: string }
  | { readonly kind: 'misnamed'; readonly says: string }
  | { readonly kind: 'program folder' | 'working folder' | 'only machine'; readonly folder: string }
/** A package that is not for the platform, or has files that are not. */
export interface PackageVerdict {
  readonly rule: 'package'
  readonly problem: PackageProblem | 'other libc'
  readonly format: FormatName
  readonly name: string
  /** The machines, or the C library, that it says to be for. */
  readonly claimed: readonly string[]
  /** The machine that the finding's file is for; the C library that the image has. */
  readonly found: string
  /** What says so. */
  readonly metadata: string
  /** What verify-ignore would name. */
  readonly ignore: string
}

export type EntrypointVerdict = { readonly rule: 'entrypoint' } & (
  | { readonly problem: 'missing'; readonly program: string }
  | { readonly problem: 'no program' | 'empty' | 'no execute bit' | 'cut off' }
  | { readonly problem: 'other format'; readonly format: Format }
)

/** A script's interpreter, or a program's loader, that is not in the image. */
export type InterpreterVerdict = { readonly rule: 'interpreter'; readonly interpreter: string } & (
  | {
      readonly of: 'script'
      /** Whether its name ends with a CR, as in a script that was saved on Windows. */
      readonly endsInCr: boolean
    }
  | { readonly of: 'program' }
)

export interface LibraryVerdict {
  readonly rule: 'library'
  readonly library: string
  /** The program that loads what needs it; '' where the program itself does. */
  readonly loadedBy: string
}

export interface SystemVerdict {
  readonly rule: 'system'
  /** What it is instead of a program or library that can be used. */
  readonly format: Format | 'cut-off file'
  /** As what it is found: in PATH, or in the folders of the loader. */
  readonly as: 'program' | 'library'
}

export interface PreloadVerdict {
  readonly rule: 'preload'
  readonly library: string
  /** The variable or file that names it. */
  readonly by: string
}

export interface ModuleVerdict {
  readonly rule: 'module'
  /** Whose module it is: Python. */
  readonly language: string
  readonly library: string
  /** How many more files lack one. */
  readonly others: number
}

export interface SkippedVerdict {
  readonly rule: 'skipped'
  readonly skipped: 'foreign layer' | 'programs' | 'missing files'
}
