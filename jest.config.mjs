// One project for each kind of check, so that each runs by itself: npm run unit, contract, bundle, e2e.
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
}

export default {
  testTimeout: 10_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/contract/', '/bundle/'],
    },
    { ...shared, displayName: 'contract', testMatch: ['<rootDir>/__tests__/contract/**/*.test.ts'] },
    { ...shared, displayName: 'bundle', testMatch: ['<rootDir>/__tests__/bundle/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/e2e/harness/global-setup.ts',
      globalTeardown: '<rootDir>/e2e/harness/global-teardown.ts',
    },
  ],
}
