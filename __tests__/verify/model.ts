/**
 * The simplest possible file system, for comparison: a map of paths. It is slow, and shares nothing with the tree except
 * the rules of containerd's archive.Apply and of the image-spec's whiteouts.
 */
export interface Change {
  /** A file with a node is an ELF file here: the tree stores plain files differently. */
  readonly kind: 'file' | 'elf' | 'folder' | 'symlink' | 'link'
  readonly path: string
  readonly target?: string
}

interface Thing {
  readonly kind: 'file' | 'elf' | 'folder' | 'symlink'
  readonly target: string
  readonly layer: number
}

/** By path, with a leading slash; the root is the empty string. */
export type Model = Map<string, Thing>

const MOST_LINKS = 255

export function newModel(): Model {
  return new Map([['', { kind: 'folder', target: '', layer: 0 }]])
}

/** Every path with its kind, and the index of its layer unless it is a folder. */
export function listModel(model: Model): readonly string[] {
  const things = [...model].filter(([path]) => path !== '')
  return things
    .map(([path, { kind, layer }]) => `${path} ${kind} ${kind === 'folder' ? '' : layer}`.trim())
    .sort()
}

export function applyToModel(model: Model, changes: readonly Change[], layer: number): void {
  const isWhiteout = ({ path }: Change): boolean => (path.split('/').at(-1) ?? '').startsWith('.wh.')
  for (const { path } of changes.filter(isWhiteout)) hide(model, path)
  for (const change of changes.filter((each) => !isWhiteout(each))) put(model, change, layer)
}

function hide(model: Model, path: string): void {
  const names = path.split('/')
  const name = names.pop() ?? ''
  const folder = resolve(model, names)
  if (folder === undefined || model.get(folder)?.kind !== 'folder') return
  if (name === '.wh..wh..opq') removeBelow(model, folder)
  else remove(model, `${folder}/${name.slice('.wh.'.length)}`)
}

function put(model: Model, { kind, path, target = '' }: Change, layer: number): void {
  const names = path.split('/')
  const name = names.pop() ?? ''
  const folder = resolve(model, names, layer)
  if (folder === undefined) return
  makeFolder(model, folder, layer)
  const place = `${folder}/${name}`
  const source = kind === 'link' ? linkSource(model, target) : undefined
  if (kind === 'link' && (source === undefined || source === place)) return
  const known = model.get(place)
  const copied = source === undefined ? undefined : model.get(source)
  if (!(known?.kind === 'folder' && kind === 'folder')) remove(model, place)
  // The hard link's file may just have been removed together with the folder in this position.
  if (source !== undefined && !model.has(source)) return
  if (copied !== undefined) model.set(place, { ...copied, layer })
  else if (kind !== 'link') model.set(place, { kind, target, layer })
}

function linkSource(model: Model, target: string): string | undefined {
  const names = target.split('/')
  const name = names.pop() ?? ''
  const folder = resolve(model, names)
  const path = `${folder}/${name}`
  const kind = folder === undefined ? undefined : model.get(path)?.kind
  return kind === undefined || kind === 'folder' ? undefined : path
}

/** @param layer the layer that missing folders are made for */
function resolve(model: Model, names: readonly string[], layer?: number): string | undefined {
  let ahead = names
  let path = ''
  let links = 0
  while (ahead.length > 0) {
    const [name = '', ...rest] = ahead
    const thing = name === '..' ? undefined : model.get(`${path}/${name}`)
    if (thing?.kind === 'symlink' && model.get(path)?.kind === 'folder') {
      links += 1
      if (links > MOST_LINKS) return undefined
      if (thing.target.startsWith('/')) path = ''
      ahead = [...thing.target.split('/'), ...rest]
      continue
    }
    const next = enter(model, path, name, layer)
    if (next === undefined) return undefined
    path = next
    ahead = rest
  }
  return path
}

/** Resolves one name, which is not a symlink. */
function enter(model: Model, path: string, name: string, layer?: number): string | undefined {
  if (name === '') return path
  if (name === '..') return path.split('/').slice(0, -1).join('/')
  const next = `${path}/${name}`
  const isThere = model.get(path)?.kind === 'folder' && model.has(next)
  if (isThere) return next
  if (layer === undefined) return undefined
  makeFolder(model, path, layer)
  makeFolder(model, next, layer)
  return next
}

function makeFolder(model: Model, path: string, layer: number): void {
  if (model.get(path)?.kind !== 'folder') model.set(path, { kind: 'folder', target: '', layer })
}

function remove(model: Model, path: string): void {
  model.delete(path)
  removeBelow(model, path)
}

function removeBelow(model: Model, path: string): void {
  for (const each of [...model.keys()]) if (each.startsWith(`${path}/`)) model.delete(each)
}
