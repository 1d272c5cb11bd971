import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Code forges and the CI systems beside them. */
export const forges: readonly TokenRule[] = [
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
