/** The recipe of an image in the corpus: rows of values, which the rest of this folder fetches, installs and proves. */
import type { Severity } from '../../src/verify/finding.ts'
import type { Machine } from './machines.ts'

/** One file of a registry. Versions are pinned, except those of Debian, whose mirrors only keep the newest of a release. */
export type Package =
  | {
      readonly registry: 'pypi'
      readonly name: string
      readonly version: string
      /** Selects one of its wheels. */
      readonly libc: 'manylinux' | 'musllinux'
      /** At the end of the wheel's tag. */
      readonly machine: string
    }
  | { readonly registry: 'npm'; readonly name: string; readonly version: string }
  | {
      readonly registry: 'maven'
      /** `group:artifact:version[:type[:classifier]]`. */
      readonly coordinates: string
    }
  | { readonly registry: 'debian'; readonly name: string; readonly architecture: string }
  | {
      readonly registry: 'go'
      /** The path of the program's package. */
      readonly path: string
      readonly version: string
      /** The machine for which it is compiled: GOARCH and similar variables. */
      readonly env: Readonly<Record<string, string>>
    }
  | { readonly registry: 'nuget'; readonly name: string; readonly version: string }

/** Content of an image at an absolute path. Later parts overwrite earlier ones. */
export type Part =
  /** Unpacked as by the registry's own installer. */
  | { readonly kind: 'unpacked'; readonly package: Package; readonly at: string }
  /** The archive itself. */
  | { readonly kind: 'file'; readonly package: Package; readonly at: string }
  /** One of its files or folders, by the path in the package. */
  | { readonly kind: 'taken'; readonly package: Package; readonly from: string; readonly at: string }
  | { readonly kind: 'text'; readonly at: string; readonly text: string }
  | { readonly kind: 'link'; readonly at: string; readonly target: string }

/** A small Debian with additional packages and all their dependencies. */
export interface System {
  /** Debian's name of the architecture. */
  readonly architecture: string
  readonly packages: readonly string[]
}

export interface Recipe {
  /** A name of the image for people; unique together with the platform. */
  readonly what: string
  readonly platform: string
  readonly system?: System
  readonly parts: readonly Part[]
  /** Member `config` of the image's config. */
  readonly config: Readonly<Record<string, unknown>>
  readonly expected: Expected
}

export type Expected =
  | { readonly kind: 'right' }
  | {
      readonly kind: 'wrong'
      readonly mistake: Mistake
      /** Why the proof does not stop it, if that is documented. */
      readonly unseen?: string
    }

/** The mistake in the image, as the proof should report it. */
export interface Mistake {
  readonly reason: MistakeReason
  /** Part of the path in the finding. */
  readonly path: string
  readonly severity: Exclude<Severity, 'notice'>
}

/**
 * Why an image is wrong.
 * - `machine`: a file is for another machine
 * - `processor`: for a newer processor of the same machine, or one that passes numbers differently
 * - `system`: for another operating system
 * - `libc`: for a C library that is not in the image
 */
export type MistakeReason = 'machine' | 'processor' | 'system' | 'libc'

export const RIGHT: Expected = { kind: 'right' }

/** An image that must not get its tag. */
export function wrong(reason: MistakeReason, path: string): Expected {
  return { kind: 'wrong', mistake: { reason, path, severity: 'error' } }
}

/** An image that may be intended, so it only has a warning. */
export function doubtful(reason: MistakeReason, path: string): Expected {
  return { kind: 'wrong', mistake: { reason, path, severity: 'warning' } }
}

/** A wrong image that gets its tag, as documented. */
export function unseen(reason: MistakeReason, path: string, why: string): Expected {
  return { kind: 'wrong', mistake: { reason, path, severity: 'error' }, unseen: why }
}

/** A small Debian, as in slim images, with additional packages. */
export function debian(machine: Machine, ...packages: readonly string[]): System {
  return { architecture: machine.debian, packages }
}

export function unpacked(of: Package, at: string): Part {
  return { kind: 'unpacked', package: of, at }
}

export function taken(of: Package, from: string, at: string): Part {
  return { kind: 'taken', package: of, from, at }
}

export function text(at: string, lines: string): Part {
  return { kind: 'text', at, text: lines }
}

export function link(at: string, target: string): Part {
  return { kind: 'link', at, target }
}

export function npm(name: string, version: string): Package {
  return { registry: 'npm', name, version }
}

export function wheel(
  name: string,
  version: string,
  machine: Machine,
  libc: 'manylinux' | 'musllinux' = 'manylinux',
): Package {
  return { registry: 'pypi', name, version, libc, machine: machine.wheel }
}

export function deb(name: string, machine: Machine): Package {
  return { registry: 'debian', name, architecture: machine.debian }
}

export function maven(coordinates: string): Package {
  return { registry: 'maven', coordinates }
}
