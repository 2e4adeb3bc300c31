import type { Platform } from '../platforms/platform.ts'
import type { Format } from './layer/formats.ts'
import type { Fit } from './machines.ts'
import type { FormatName } from './packages/claim.ts'

/** Something in an image that is wrong, odd or unchecked, as values; sentences.ts turns it into text. */
export interface Finding {
  readonly severity: Severity
  readonly platform: Platform
  /** The path in the image, with a leading slash; '' if the finding is not about a file. */
  readonly path: string
  /** The digest of the layer that the file comes from; '' if there is none. */
  readonly layer: string
  /** The instruction that made the layer, from the config's history; '' if that does not say. */
  readonly instruction: string
  readonly verdict: Verdict
  /** Set if the finding stands for those that are too many to list one by one. */
  readonly more?: More
}

export type Severity = 'error' | 'warning' | 'notice'

/** How many findings of a kind are not listed, and the path of one that is listed. */
interface More {
  readonly count: number
  readonly example: string
}

/**
 * The verdict of a rule. Texts that come from the image are printable.
 *
 * - `index`: the list of platforms is not the requested one
 * - `config`: manifest or config cannot be right
 * - `layer`: a layer is damaged, or differs from what the config says
 * - `machine`: a file is for another machine
 * - `arm-version`, `x86-level`, `go-setting`: a started program needs a newer processor
 * - `float`: a started program passes floating-point numbers differently from its loader
 * - `system`: a program for another system, or a file that is not a program, is where programs are searched for
 * - `package`: a file is for another machine or another C library, and a package explains it
 * - `same-layers`: two platforms have the same programs
 * - `entrypoint`: the image starts something that is missing or is not a program
 * - `interpreter`, `library`: something that a program needs is missing
 * - `preload`: a library that is preloaded into every program is missing
 * - `module`: a library that a module of a started language needs is missing
 * - `skipped`: something was not checked
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

/** `setting` is from Go's build info, such as `GOARM64=v9.0`. */
export type LevelVerdict =
  | { readonly rule: 'arm-version'; readonly needed: number }
  | { readonly rule: 'x86-level'; readonly needed: number }
  | { readonly rule: 'go-setting'; readonly setting: string }

export interface IndexVerdict {
  readonly rule: 'index'
  readonly problem: 'missing' | 'repeated' | 'not requested'
}

/** `document` is the one with the mistake. */
export type ConfigVerdict = { readonly rule: 'config' } & (
  | { readonly problem: 'no image manifest'; readonly digest: string }
  | { readonly problem: 'impossible digest'; readonly document: DocumentKind; readonly digest: string }
  | { readonly problem: 'other bytes'; readonly document: DocumentKind; readonly digest: string }
  | {
      readonly problem: 'other size'
      readonly document: DocumentKind
      readonly digest: string
      /** Bytes. */
      readonly actual: number
      readonly expected: number
    }
  | { readonly problem: 'impossible layer'; readonly digest: string }
  | { readonly problem: 'layer count'; readonly inManifest: number; readonly inConfig: number }
  | { readonly problem: 'no platform' }
  | { readonly problem: 'other platform'; readonly actual: string }
)

export type DocumentKind = 'manifest' | 'config'

export type LayerVerdict = { readonly rule: 'layer' } & (
  | { readonly problem: 'damaged'; readonly why: string }
  | { readonly problem: 'too many files' | 'path outside' | 'path without parent' }
  | {
      readonly problem: 'other hash'
      /** Hashes of the unpacked bytes: the actual one, and the one in the config, which may be any text. */
      readonly actual: string
      readonly expected: string
    }
  | { readonly problem: 'image too large'; readonly why: string }
)

/** Files for `machine` in an image for the finding's platform. */
export interface MachineVerdict {
  readonly rule: 'machine'
  /** The machine of the file that the finding names. */
  readonly machine: string
  readonly fit: Fit
  readonly reason: Reason
  /** How many files the finding stands for. */
  readonly files: number
  /** Whether some of them are for machines other than the named one. */
  readonly isMixed: boolean
  /** The path to put into verify-ignore. */
  readonly ignore: string
}

/**
 * The reason for the judgement of a file for another machine.
 * - `started`, `ignored`: the image starts it; the image starts it, but verify-ignore excludes it
 * - `needed`: a started program, or one of its libraries, needs it
 * - `in PATH`, `linked from PATH`: it can be called by its name
 * - `loader folder`, `foreign triple`: the loader searches its folder; the whole folder is from an image for another machine
 * - `misnamed`: its name says that it is for the platform
 * - `built in place`: whatever installs it compiles or fetches it for the machine that it is installed on
 * - `named`: a variable of the image names it, or the command names it as a library
 * - `alone`: its name says which machine it is for, and it has no counterpart for the platform
 * - `only machine`: it is part of an SDK that is published for no other machine
 * - `program folder`, `working folder`, `beside the start`, `elsewhere`: it is in that place, and nothing explains why
 * - `no image`: no image runs such a file
 * - `in a set`: there is one such file for each of several machines
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
  /** The machines, or the C libraries, that it claims to be for. */
  readonly claimed: readonly string[]
  /** The machine of the finding's file, or the C library of the image. */
  readonly actual: string
  /** The file or folder that says so. */
  readonly metadata: string
  /** The path to put into verify-ignore. */
  readonly ignore: string
}

/**
 * - `other machine`: the package claims to be for another machine
 * - `built`: the file was compiled or fetched when the package was installed on another machine
 * - `helper`: the package is for all machines or for the platform, but the file is not
 */
export type PackageProblem = 'other machine' | 'built' | 'helper'

export type EntrypointVerdict = { readonly rule: 'entrypoint' } & (
  | { readonly problem: 'missing'; readonly program: string }
  | { readonly problem: 'no program' | 'empty' | 'no execute bit' | 'truncated' }
  | { readonly problem: 'other format'; readonly format: Format }
)

/** A script's interpreter, or a program's loader, that is missing from the image. */
export type InterpreterVerdict = { readonly rule: 'interpreter'; readonly interpreter: string } & (
  | {
      readonly of: 'script'
      /** Whether its name ends with a CR, as in a script saved on Windows. */
      readonly endsInCr: boolean
    }
  | { readonly of: 'program' }
)

export interface LibraryVerdict {
  readonly rule: 'library'
  readonly library: string
  /** The program that loads the file that needs it; '' if the program itself needs it. */
  readonly loadedBy: string
}

export interface SystemVerdict {
  readonly rule: 'system'
  /** What the file is instead of a usable program or library. */
  readonly format: Format | 'truncated file'
  /** Where it is found: in PATH as a program, or in a folder of the loader as a library. */
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
  /** The language of the module: Python. */
  readonly language: string
  readonly library: string
  /** How many more modules lack a library. */
  readonly others: number
}

export interface SkippedVerdict {
  readonly rule: 'skipped'
  readonly skipped: 'foreign layer' | 'programs' | 'missing files'
}
