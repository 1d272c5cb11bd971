
function jsonProblem(error,text){let message=error instanceof Error?error.message:String(error),problem=message.replace(/, ["'.][\s\S]*$/,``).replace(/ in JSON at [\s\S]*$/,``),position=/at position (\d+)/.exec(message)?.[1];return position===void 0?/end of JSON input/.test(message)?{problem,line:text.trimEnd().split(`
`).length}:{problem}:{problem,line:text.slice(0,Number(position)).split(`
`).length}}Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return jsonProblem}});