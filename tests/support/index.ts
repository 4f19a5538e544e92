export { type TestClock, testClock } from './clock.ts'
export { type TestContext, testContext } from './context.ts'
export { testGround } from './ground.ts'
