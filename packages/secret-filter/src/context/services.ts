/**
 * Services whose credentials have no shape of their own. A random value under a name that speaks of one of them is
 * taken for a credential, even when the name has none of the usual words.
 */
export const services: readonly string[] =
  'adafruit adobe airbrake airtable algolia alchemy alibaba amplitude anthropic apify appcenter artifactory asana atlassian auth0 aws azure bamboo beamer bitbucket bitfinex bittrex bitly braintree browserstack bugsnag buildkite chargebee checkr circleci clearbit clickhouse clojars cloudant cloudflare cloudinary codeclimate codecov cohere coinbase confluent contentful coralogix coveralls crowdin databricks datadog deepgram deepseek dfuse digitalocean discord docker doppler dropbox drone droneci duffel dynatrace easypost elastic etherscan etsy facebook fastly figma finicity finnhub firebase flickr flutterwave freshbooks freshdesk gemini gitea github gitlab gitter gocardless google grafana groq harness helpscout heroku hubspot huggingface infura intercom intra42 ipinfo ipstack jenkins jfrog jira kraken kucoin launchdarkly linear linkedin linode lob logdna loggly mailchimp mailgun mailjet mandrill mapbox mattermost messagebird mistral mixpanel mongodb netlify newrelic ngrok notion npm nuget nytimes okta onesignal openai openweather opsgenie optimizely pagerduty paypal pinecone plaid planetscale plivo postmark privateai pubnub pulumi pusher pypi quandl quicknode rabbitmq rapidapi razorpay readme recaptcha replicate rollbar salesforce scaleway segment sendbird sendgrid sendinblue sentry shippo shodan shopify sidekiq slack snyk sonar sonarqube sourcegraph splunk spotify square squarespace stackhawk stripe sumologic supabase tableau tailscale telegram terraform travis travisci trello twilio twitch twitter typeform unsplash vault vercel virustotal voyage vultr wakatime weatherstack webflow wistia wordpress yandex zapier zendesk zoom'.split(
    ' ',
  )

/** Words that say that a value is no credential, whatever stands before them. */
const harmless =
  /(?:id|ids|hash|sha|sha1|sha256|md5|digest|checksum|etag|version|url|uri|host|commit|rev|revision|ref|integrity|resolved|name|path|file|region|email|user|username|fingerprint|arn|image|tag|date|time|timestamp|type|class|module|import|from|test|build|branch|package|guid|uuid)$/i

/** Whether a name that speaks of a service may hold its credential. */
export function mayHoldCredential(name: string): boolean {
  return !harmless.test(name.replace(/[^A-Za-z0-9]{1,8}$/, ''))
}
