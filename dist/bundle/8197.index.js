const s=8197,a=[8197],l={48197:((c,d,t)=>{t.r(d),t.d(d,{CloudWatchClient:()=>o.W,GetMetricDataCommand:()=>_.S});var o=t(94234),_=t(73852)})};export{s as id,a as ids,l as modules};
