declare const BUILD_ID: string | undefined;

/**
 * Names the code that reads histories and plans: an index that other code wrote is thrown away. The build puts a hash
 * of the sources in; code that was not built by it has no name of its own.
 */
export const BUILD: string = typeof BUILD_ID === 'string' ? BUILD_ID : 'unbuilt';
