import type { Problem } from '../../errors.ts'
import type { Annotation, AnnotationPlace } from '../../inputs/annotation.ts'
import type { Inputs } from '../../inputs/table.ts'
import { listsPlatform, type Platform, printPlatform, samePlatform } from '../../platforms/platform.ts'

/** The documents that a build makes. */
export interface Documents {
  /** Whether the image is only pushed: other exporters support no annotations, or only some. */
  readonly isPushedAlone: boolean
  readonly hasIndex: boolean
}

/**
 * The values of --annotation if one build makes the whole image: all requested annotations, and those derived from the
 * event whose document exists.
 */
export function wholeAnnotations(
  { annotations }: Inputs,
  { isPushedAlone, hasIndex }: Documents,
): readonly string[] {
  const hasDocument = ({ places }: Annotation): boolean =>
    isPushedAlone && (hasIndex || !places.some(({ level }) => level.startsWith('index')))
  return annotations.filter((each) => !each.isOffered || hasDocument(each)).map(({ text }) => text)
}

/** The values of --annotation for a build whose images are joined with others: those for its manifests. */
export function partAnnotations({ annotations }: Inputs, targets: readonly Platform[]): readonly string[] {
  return annotations.flatMap((annotation) => {
    const forManifests = annotation.places.filter(({ level }) => level === 'manifest')
    if (forManifests.some(({ platform }) => platform === undefined)) return [`manifest:${annotation.pair}`]
    const matching = targets.filter((target) =>
      forManifests.some(({ platform }) => appliesTo(platform, target)),
    )
    return matching.map((platform) => `manifest[${printPlatform(platform)}]:${annotation.pair}`)
  })
}

/**
 * The values of --annotation for the joined index. Annotations of descriptors are spelled out for each platform,
 * because buildx would otherwise write them to the descriptors of attestations, too.
 */
export function indexAnnotations({ annotations }: Inputs, targets: readonly Platform[]): readonly string[] {
  return annotations.flatMap((annotation) => {
    const value = annotation.pair
    const descriptors = annotation.places.filter(({ level }) => level === 'manifest-descriptor')
    const matching = targets.filter((target) =>
      descriptors.some(({ platform }) => appliesTo(platform, target)),
    )
    return [
      ...(annotation.places.some(({ level }) => level === 'index') ? [`index:${value}`] : []),
      ...matching.map((platform) => `manifest-descriptor[${printPlatform(platform)}]:${value}`),
    ]
  })
}

/** Annotations that `mode: merge` cannot write, for a notice. */
export function lostAnnotations({ annotations }: Inputs): readonly string[] {
  const isLost = ({ places }: Annotation): boolean =>
    places.every(({ level }) => level === 'manifest' || level === 'index-descriptor')
  return annotations.filter((each) => !each.isOffered && isLost(each)).map(({ text }) => text)
}

/** Whether an annotation for a platform, or for all, applies to this one. */
function appliesTo(platform: Platform | undefined, target: Platform): boolean {
  return platform === undefined || samePlatform(platform, target)
}

/**
 * Annotations for platforms that are not built, or for an index that is not made: BuildKit only reports them at the end.
 * @param hasIndex whether the result gets an index
 */
export function annotationProblems(
  { annotations, mode }: Inputs,
  targets: readonly Platform[],
  hasIndex: boolean,
): readonly Problem[] {
  return annotations.flatMap(({ text, places, isOffered }) => {
    const isUnbuilt = ({ platform }: AnnotationPlace): boolean =>
      platform !== undefined && !listsPlatform(targets, platform)
    const unbuilt = places.find(isUnbuilt)?.platform
    // The legs of a matrix share annotations, and each uses those for its platforms.
    if (unbuilt !== undefined && mode !== 'part') {
      const what = `"${text}" is for ${printPlatform(unbuilt)}, which is not built.`
      return [{ input: 'annotations', what, cure: 'Add the platform, or drop the annotation.' }]
    }
    if (hasIndex || isOffered || !places.some(({ level }) => level.startsWith('index'))) return []
    const what = `"${text}" is for an index, but an image of one platform without attestations has none.`
    return [
      {
        input: 'annotations',
        what,
        cure: 'Write manifest: instead, build several platforms, or leave provenance on.',
      },
    ]
  })
}
