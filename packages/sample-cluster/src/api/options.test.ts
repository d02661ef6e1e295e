import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const MATCH = 'resourceVersionMatch: Forbidden: resourceVersionMatch';
const CONTINUE = 'invalid continue token: continue key is not valid:';
const token = (text: string) => Buffer.from(text).toString('base64url');
const KNOWN = 'is not a known field selector: only "metadata.name", "metadata.namespace"';

/**
 * Asked of a real server of 1.20, but for what it does not know (`fieldValidation`, `sendInitialEvents`) and what it says as
 * an inner error (a resourceVersion that is no number); lists are written in JSON since, and versions of tokens unquoted.
 */
describe('parameters that nobody should send', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
    await test.call('POST', CONFIG_MAPS, { body: { metadata: { name: 'm' } } });
  });
  afterAll(() => test.close());

  const answer = async (method: string, path: string, body?: unknown, type = 'application/json') => {
    const { status, json } = await test.call(
      method,
      path,
      body === undefined ? {} : { body, headers: { 'content-type': type } },
    );
    return [status, status < 400 ? '' : json.message];
  };

  it.each([
    ['limit=-1', 200, ''],
    ['limit=', 400, 'strconv.ParseInt: parsing "": invalid syntax'],
    ['limit=abc', 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['limit=99999999999999999999', 400, 'strconv.ParseInt: parsing "99999999999999999999": value out of range'],
    ['watch=1&limit=abc', 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['timeoutSeconds=-1', 200, ''],
    ['timeoutSeconds=', 400, 'strconv.ParseInt: parsing "": invalid syntax'],
    ['resourceVersion=abc', 400, 'invalid resource version: "abc": strconv.ParseUint: parsing "abc": invalid syntax'],
    [`continue=${token('abc')}`, 400, `${CONTINUE} invalid character 'a' looking for beginning of value`],
    ['continue=**', 400, `${CONTINUE} illegal base64 data at input byte 0`],
    [
      `continue=${token('{"v":"foo","rv":1,"start":"a"}')}`,
      400,
      `${CONTINUE} server does not recognize this encoded version foo`,
    ],
    [
      `continue=${token('{"v":"meta.k8s.io/v1","rv":1,"start":""}')}`,
      400,
      `${CONTINUE} encoded start key empty (version meta.k8s.io/v1)`,
    ],
    ['resourceVersionMatch=Exact', 422, `${MATCH} is forbidden unless resourceVersion is provided`],
    ['resourceVersionMatch=Exact&resourceVersion=0', 422, `${MATCH} "exact" is forbidden for resourceVersion "0"`],
    [
      'resourceVersionMatch=Exact&resourceVersion=1&continue=abc',
      422,
      `${MATCH} is forbidden when continue is provided`,
    ],
    [
      'resourceVersionMatch=foo&resourceVersion=1',
      422,
      'resourceVersionMatch: Unsupported value: "foo": supported values: "Exact", "NotOlderThan", ""',
    ],
    ['sendInitialEvents=true', 422, 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
    [
      'watch=1&resourceVersionMatch=NotOlderThan',
      422,
      `${MATCH} is forbidden for watch unless sendInitialEvents is provided`,
    ],
    ['fieldSelector=%20', 400, "invalid selector: ' '; can't understand ' '"],
    ['fieldSelector=foo%3Dbar', 400, `"foo" ${KNOWN}`],
    ['fieldSelector=%3Dm', 400, `"" ${KNOWN}`],
    ['fieldSelector=metadata.name%3Da%3Db', 400, 'invalid field selector: unescaped character in value: 61'],
    ['fieldSelector=metadata.name%3Dm%5C', 400, 'invalid field selector: invalid escape sequence: \\'],
    ['fieldSelector=metadata.name%3Dm%5Cx', 400, 'invalid field selector: invalid escape sequence: \\x'],
    ['fieldSelector=metadata.name%3Da%5C%2Cb', 200, ''],
    ['labelSelector=%20', 200, ''],
    ['labelSelector=', 200, ''],
  ])('a list with %s', async (query, code, message) => {
    const prefix = code === 422 ? 'ListOptions.meta.k8s.io "" is invalid: ' : '';
    expect(await answer('GET', `${CONFIG_MAPS}?${query}`)).toEqual([code, `${prefix}${message}`]);
  });

  it('says of kinds with fields of their own which field is none', async () => {
    const ask = async (path: string) => (await answer('GET', `${path}?fieldSelector=foo%3Dbar`))[1];
    expect(await ask('/api/v1/pods')).toBe('field label not supported: foo');
    expect(await ask('/apis/batch/v1/jobs')).toBe('field label "foo" not supported for batchv1.Job');
  });

  it.each([
    ['dryRun=foo', 'dryRun: Unsupported value: ["foo"]: supported values: "All"'],
    ['dryRun=', 'dryRun: Unsupported value: [""]: supported values: "All"'],
    ['dryRun=All&dryRun=foo', 'dryRun: Unsupported value: ["All","foo"]: supported values: "All"'],
    [`fieldManager=${'a'.repeat(129)}`, 'fieldManager: Too long: may not be more than 128 bytes'],
    ['fieldManager=a%09b', 'fieldManager: Invalid value: "a\\tb": invalid character U+0009 (at position 1)'],
    ['fieldValidation=foo', 'fieldValidation: Unsupported value: "foo": supported values: "Ignore", "Strict", "Warn"'],
  ])('a write with %s', async (query, message) => {
    const refused = (kind: string) => [422, `${kind}Options.meta.k8s.io "" is invalid: ${message}`];
    const [one, body] = [`${CONFIG_MAPS}/m?${query}`, { metadata: { name: 'm' } }];
    expect(await answer('POST', `${CONFIG_MAPS}?${query}`, body)).toEqual(refused('Create'));
    expect(await answer('PUT', one, body)).toEqual(refused('Update'));
    expect(await answer('PATCH', one, body, 'application/merge-patch+json')).toEqual(refused('Patch'));
  });

  it('a patch that is forced without being applied', async () => {
    const why = 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch';
    const path = `${CONFIG_MAPS}/m?force=true`;
    expect(await answer('PATCH', path, {}, 'application/merge-patch+json')).toEqual([422, why]);
  });

  const both =
    'propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set';
  const policies = 'supported values: "Foreground", "Background", "Orphan", "nil"';
  it.each([
    ['propagationPolicy=foo', 422, `propagationPolicy: Unsupported value: "foo": ${policies}`],
    ['propagationPolicy=', 422, `propagationPolicy: Unsupported value: "": ${policies}`],
    ['propagationPolicy=Orphan&orphanDependents=true', 422, both],
    ['dryRun=all', 422, 'dryRun: Unsupported value: ["all"]: supported values: "All"'],
    ['gracePeriodSeconds=abc', 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['gracePeriodSeconds=', 400, 'strconv.ParseInt: parsing "": invalid syntax'],
    ['gracePeriodSeconds=-1&dryRun=All', 200, ''],
  ])('a deletion with %s', async (query, code, message) => {
    const prefix = code === 422 ? 'DeleteOptions.meta.k8s.io "" is invalid: ' : '';
    expect(await answer('DELETE', `${CONFIG_MAPS}/m?${query}`)).toEqual([code, `${prefix}${message}`]);
    const all = query.replace('dryRun=All', 'dryRun=All&limit=-1');
    expect(await answer('DELETE', `${CONFIG_MAPS}?${all}`)).toEqual([code, `${prefix}${message}`]);
  });

  it('a deletion whose body says something heeds the body alone', async () => {
    const why = 'DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["foo"]: supported values: "All"';
    expect(await answer('DELETE', `${CONFIG_MAPS}/m?gracePeriodSeconds=abc`, { dryRun: ['foo'] })).toEqual([422, why]);
  });
});
