import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Code forges and the CI systems beside them. */
export const forges = (): readonly TokenRule[] => [
  { name: 'github-token', format: [oneOf('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'), atLeast('alnum', 36)] },
  { name: 'github-app-token', format: ['ghs_', run('digit', 1), atLeast('dotted', 60)] },
  { name: 'github-fine-grained-token', format: ['github_pat_', atLeast('word', 36)] },
  {
    name: 'gitlab-token',
    format: [
      oneOf('glpat-', 'gldt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'glffct-'),
      atLeast('dotted', 20),
    ],
  },
  { name: 'gitlab-runner-token', format: [oneOf('glrt-', 'glrtr-', 'GR1348941'), atLeast('dotted', 20)] },
  { name: 'gitlab-job-token', format: [oneOf('glcbt-', 'gloas-'), atLeast('dotted', 20)] },
  { name: 'gitlab-cookie', format: ['_gitlab_session=', run('hex', 32)] },
  { name: 'bitbucket-token', format: ['ATBB', atLeast('base64Any', 24)], minEntropy: 3 },
  { name: 'bitbucket-access-token', format: ['ATCTT3xFfG', atLeast('base64Any', 60)] },
  { name: 'atlassian-token', format: ['ATATT3', atLeast('base64Any', 60)] },
  { name: 'bitbucket-server-token', format: ['BBDC-', atLeast('base64Any', 40)] },
  { name: 'github-installation-token', format: ['v1.', run('hex', 40)] },
  { name: 'socket-token', format: ['sktsec_', atLeast('url', 36)] },
  { name: 'daytona-key', format: ['dtn_', run('hex', 64)] },
  { name: 'appveyor-token', format: ['v2.', run('lowerDigit', 20)], keywords: ['appveyor'] },
  { name: 'codemagic-token', format: ['cm_', atLeast('url', 40)], minEntropy: 4 },
  { name: 'depot-token', format: [oneOf('depot_org_', 'depot_project_', 'depot_user_'), run('hex', 64)] },
  { name: 'unleash-token', format: [oneOf('*:production.', '*:development.', '*:*.'), atLeast('hex', 40)] },
  { name: 'configcat-key', format: ['configcat-sdk-1/', run('url', 22), '/', run('url', 22)] },
  { name: 'growthbook-key', format: [oneOf('secret_user_', 'secret_admin_', 'secret_readonly_'), atLeast('url', 20)] },
  { name: 'stackhawk-key', format: ['hawk.', run('url', 20), '.', run('url', 20)] },
  { name: 'semgrep-token', format: ['semgrep_', atLeast('hex', 40)] },
  { name: 'sourcegraph-token', format: [oneOf('sgp_', 'sgd_', 'slk_'), atLeast('word', 40)] },
  { name: 'circleci-token', format: [oneOf('CCIPAT_', 'CCIPRJ_'), between('alnum', 16, 32), '_', atLeast('hex', 40)] },
  { name: 'buildkite-token', format: [oneOf('bkua_', 'bkaj_', 'bkct_', 'bkrs_'), atLeast('alnum', 32)] },
  { name: 'azure-devops-token', format: [run('alnum', 76), 'AZDO', run('alnum', 4)], keywords: ['azdo'] },
  { name: 'sonar-token', format: [oneOf('squ_', 'sqp_', 'sqa_'), run('hex', 40)] },
  { name: 'snyk-token', format: ['snyk_', oneOf('uat', 'sat'), '.', run('hex', 8), '.', atLeast('dotted', 60)] },
  {
    name: 'harness-token',
    format: [oneOf('pat.', 'sat.'), run('url', 22), '.', run('hex', 24), '.', run('alnum', 20)],
  },
]
