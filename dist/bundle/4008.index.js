const n=4008,t=[4008],E={14008:((d,s,o)=>{o.d(s,{fromEnv:()=>_.sF});var _=o(83099)})};export{n as id,t as ids,E as modules};
