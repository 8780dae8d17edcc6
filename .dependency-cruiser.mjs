const SERVER = '^apps/server/src'

/** One rule a sentence: what these files may reach among the project's own files; npm packages are not meant. */
function only(name, from, allowed) {
  return {
    name,
    severity: 'error',
    from,
    to: { path: '^(apps|packages|examples|e2e)/', pathNot: allowed },
  }
}

function never(name, from, to) {
  return { name, severity: 'error', from, to }
}

const TESTS = '\\.test\\.tsx?$|/testing/'
const ENTRY = '^packages/(protocol|runtime|channels|ai|sdk|simulators)/src/index\\.ts$'
const PROTOCOL = '^packages/protocol/src/index\\.ts$'

export default {
  forbidden: [
    never('no-cycles', {}, { circular: true }),
    never('resolvable', {}, { couldNotResolve: true }),
    only('protocol-knows-nothing', { path: '^packages/protocol/' }, ['^packages/protocol/']),
    only('runtime-knows-protocol', { path: '^packages/runtime/' }, [
      '^packages/runtime/',
      PROTOCOL,
      '^packages/protocol/src/(contact|content)\\.ts$',
    ]),
    only('channels-know-protocol', { path: '^packages/channels/' }, ['^packages/channels/', PROTOCOL]),
    only('ai-knows-protocol', { path: '^packages/ai/' }, ['^packages/ai/', PROTOCOL]),
    only('sdk-knows-protocol-and-runtime', { path: '^packages/sdk/', pathNot: TESTS }, [
      '^packages/sdk/',
      PROTOCOL,
      '^packages/runtime/src/(index|remote/remote|replay/index|memory/memory-run|replay-gate/gate)\\.ts$',
    ]),
    only('simulators-know-protocol', { path: '^packages/simulators/' }, ['^packages/simulators/', PROTOCOL]),
    only('dashboard-knows-protocol', { path: '^apps/dashboard/' }, ['^apps/dashboard/', PROTOCOL]),
    only('widget-knows-protocol', { path: '^apps/widget/' }, ['^apps/widget/', PROTOCOL]),
    only('examples-know-sdk', { path: '^examples/([^/]+)/', pathNot: TESTS }, [
      '^examples/$1/',
      '^packages/sdk/src/index\\.ts$',
    ]),
    only('server-uses-packages-by-their-entry', { path: SERVER }, [
      SERVER,
      ENTRY,
      '^packages/runtime/src/(frames|replay/index|testing/bundle-text)\\.ts$',
    ]),
    never('nothing-imports-an-app', { pathNot: '^(apps|e2e|scripts)/' }, { path: '^apps/' }),
    never(
      'simulators-only-in-main',
      { path: SERVER, pathNot: [`${SERVER}/main\\.ts$`, TESTS] },
      { path: '^packages/simulators/' },
    ),
    never(
      'main-is-the-root',
      { path: SERVER, pathNot: [`${SERVER}/main\\.ts$`, TESTS] },
      { path: `${SERVER}/main\\.ts$` },
    ),
    never(
      'db-is-below-all',
      { path: `${SERVER}/db/`, pathNot: TESTS },
      { path: `${SERVER}/(domain|models|answers|copilot|workers|http)/` },
    ),
    never(
      'domain-knows-no-edge',
      { path: `${SERVER}/domain/`, pathNot: TESTS },
      {
        path: `${SERVER}/(models|answers|copilot|workers|http)/|^packages/(channels|simulators)/`,
      },
    ),
    never(
      'models-know-no-edge',
      { path: `${SERVER}/models/`, pathNot: TESTS },
      { path: `${SERVER}/(answers|copilot|workers|http)/|^packages/(channels|simulators)/` },
    ),
    never(
      'answers-know-no-edge',
      { path: `${SERVER}/answers/`, pathNot: TESTS },
      { path: `${SERVER}/(copilot|workers|http)/|^packages/(channels|simulators)/` },
    ),
    never(
      'copilot-knows-no-edge',
      { path: `${SERVER}/copilot/`, pathNot: TESTS },
      { path: `${SERVER}/(workers|http)/|^packages/(channels|simulators)/` },
    ),
    only('reader-knows-nothing', { path: `${SERVER}/reader/`, pathNot: TESTS }, [
      `${SERVER}/(reader/|slots\\.ts$)`,
      '^packages/runtime/src/(index|frames)\\.ts$',
    ]),
    never(
      'workers-know-no-http',
      { path: `${SERVER}/workers/`, pathNot: TESTS },
      { path: `${SERVER}/http/` },
    ),
    never(
      'stages-know-none-before-them',
      { path: `${SERVER}/workers/(answer|turn|deliver|connect|media|platform)/`, pathNot: TESTS },
      { path: `${SERVER}/workers/receive/` },
    ),
    never(
      'sending-knows-no-stage',
      { path: `${SERVER}/workers/(deliver|connect|media|platform)/`, pathNot: TESTS },
      { path: `${SERVER}/workers/(answer|turn)/` },
    ),
    never(
      'platforms-know-no-work',
      { path: `${SERVER}/workers/platform/`, pathNot: TESTS },
      { path: `${SERVER}/workers/(deliver|connect|media)/` },
    ),
    never(
      'http-knows-no-workers',
      { path: `${SERVER}/http/`, pathNot: TESTS },
      { path: `${SERVER}/workers/` },
    ),
    never(
      'testing-stays-in-tests',
      { pathNot: TESTS },
      { path: '^(apps/server|packages/runtime)/src/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|testdata)/|/node_modules/(?!@hilo/)|^node_modules/(?!@hilo/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
