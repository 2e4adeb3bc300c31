import { describe, expect, test } from '@jest/globals'
import { builderLines } from '../../src/show/show-builder.ts'
import { builder } from '../builders.ts'

describe('a builder, as lines', () => {
  test('has every node with its BuildKit and what it builds', () => {
    expect(builderLines(builder(['linux/amd64,linux/386', 'linux/arm64']))).toEqual([
      'mine (docker-container)',
      '  mine0: BuildKit v0.32.2, linux/amd64, linux/386',
      '  mine1: BuildKit v0.32.2, linux/arm64',
    ])
  })

  test('has the status of a node that does not run', () => {
    const { nodes, ...rest } = builder(['linux/amd64'])
    const stopped = nodes.map((node) => ({ ...node, buildkit: '', status: 'inactive' }))
    expect(builderLines({ ...rest, nodes: stopped })).toEqual([
      'mine (docker-container)',
      '  mine0: inactive, linux/amd64',
    ])
  })
})
