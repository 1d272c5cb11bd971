
const require_rolldown_runtime=require("./rolldown-runtime-Dc9hDb4c.cjs"),require_families=require("./families-9XWnHe9o.cjs"),migrations=[`
  CREATE TABLE panes (
    name TEXT PRIMARY KEY,
    fields TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    pane TEXT NOT NULL,
    at INTEGER NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_of_pane ON entries (pane, seq DESC);

  CREATE TABLE artifacts (
    pane TEXT NOT NULL,
    path TEXT NOT NULL,
    modified TEXT NOT NULL,
    PRIMARY KEY (pane, path)
  ) STRICT, WITHOUT ROWID;
  `];async function migrate(db,path){let{createHash}=await Promise.resolve().then(()=>/* @__PURE__ */ require_rolldown_runtime.r(require("node:crypto"),1)),hashOf=sql=>createHash(`sha256`).update(sql.replace(/\s+/g,` `).trim()).digest(`hex`);db.transaction(()=>{db.exec(`CREATE TABLE IF NOT EXISTS migrations (position INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT`);let applied=db.prepare(`SELECT hash FROM migrations ORDER BY position`).all();for(let[position,{hash}]of applied.entries())if(hash!==hashOf(migrations[position]??``))throw foreignDatabase(path,applied.length>migrations.length);for(let[position,sql]of migrations.entries())position<applied.length||(db.exec(sql),db.prepare(`INSERT INTO migrations (position, hash) VALUES (?, ?)`).run(position,hashOf(sql)));db.pragma(`user_version = ${migrations.length}`)}).immediate()}function foreignDatabase(path,newer){return newer?new require_families.i(`${path} was written by a newer version of znav`,{code:`storage/newer`,hint:`Update znav, or point PERTH_HOME at another folder.`}):new require_families.i(`${path} has a layout that this version of znav does not know`,{code:`storage/foreign`,hint:`Move the file away to start afresh, or point PERTH_HOME at another folder.`})}Object.defineProperty(exports,"n",{enumerable:!0,get:function(){return migrations}}),Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return migrate}});