import type { Platform } from '../platforms/platform.ts'
import type { Fit } from './machines.ts'

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
 * - `arm-version`: what is started needs a newer arm
 * - `same-layers`: two platforms have the same programs
 * - `entrypoint`: what the image starts is not there, or is no program
 * - `interpreter`, `library`: what a program needs is not there
 * - `skipped`: something was not looked at
 */
export type Verdict =
  | IndexVerdict
  | ConfigVerdict
  | LayerVerdict
  | MachineVerdict
  | { readonly rule: 'arm-version'; readonly needed: number }
  | { readonly rule: 'same-layers'; readonly platforms: readonly Platform[] }
  | EntrypointVerdict
  | InterpreterVerdict
  | { readonly rule: 'library'; readonly library: string }
  | SkippedVerdict

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

/** A file for `machine`, in an image for the finding's platform. */
export interface MachineVerdict {
  readonly rule: 'machine'
  readonly machine: string
  readonly fit: Fit
  readonly isStarted: boolean
  /** Whether verify-ignore leaves it out. */
  readonly isIgnored: boolean
}

export type EntrypointVerdict = { readonly rule: 'entrypoint' } & (
  | { readonly problem: 'missing'; readonly program: string }
  | { readonly problem: 'no program' }
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

export interface SkippedVerdict {
  readonly rule: 'skipped'
  readonly skipped: 'foreign layer' | 'programs'
}
