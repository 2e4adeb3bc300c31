// One project for each kind of check, so that each runs by itself: npm run unit, contract, limits, bundle, e2e, e2e-limits.
const shared = {
  testEnvironment: 'node',
  // The folder of temporary files may be new in each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
}

// What needs no engine depends on nothing that the machine has: it runs on one where everything is unusual.
const withoutEngine = {
  ...shared,
  globalSetup: '<rootDir>/__tests__/global-setup.ts',
  globalTeardown: '<rootDir>/__tests__/global-teardown.ts',
}

const onEngine = {
  ...shared,
  globalSetup: '<rootDir>/e2e/harness/global-setup.ts',
  globalTeardown: '<rootDir>/e2e/harness/global-teardown.ts',
}

export default {
  // Ends a test that hangs. What is to be fast says so in a limit, which runs alone.
  testTimeout: 120_000,
  // Of tests that wait more than they work, in one file.
  maxConcurrency: 8,
  projects: [
    {
      ...withoutEngine,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/contract/', '/bundle/', '/limits/'],
    },
    { ...withoutEngine, displayName: 'contract', testMatch: ['<rootDir>/__tests__/contract/**/*.test.ts'] },
    { ...withoutEngine, displayName: 'limits', testMatch: ['<rootDir>/__tests__/limits/**/*.test.ts'] },
    { ...withoutEngine, displayName: 'bundle', testMatch: ['<rootDir>/__tests__/bundle/**/*.test.ts'] },
    {
      ...onEngine,
      displayName: 'e2e',
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      testPathIgnorePatterns: ['/limits/'],
    },
    { ...onEngine, displayName: 'e2e-limits', testMatch: ['<rootDir>/e2e/limits/**/*.test.ts'] },
  ],
}
