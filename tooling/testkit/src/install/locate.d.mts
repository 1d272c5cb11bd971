export declare const zellijVersion: string
export declare function cacheFolder(env?: NodeJS.ProcessEnv): string
export declare function findOnPath(name: string, env?: NodeJS.ProcessEnv): string | undefined
export declare function findPostgres(): string | undefined
export declare function findRabbitmq(): string | undefined
export declare function findChromium(env?: NodeJS.ProcessEnv): string | undefined
export declare function findZellij(env?: NodeJS.ProcessEnv): string | undefined
