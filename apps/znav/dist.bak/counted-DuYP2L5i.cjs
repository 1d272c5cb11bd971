
function counted(count,noun){return`${count} ${noun}${count===1?``:`s`}`}Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return counted}});