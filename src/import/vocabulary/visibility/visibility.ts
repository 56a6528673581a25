const words = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(',')))

/** Elements and members whose value is a word for a status; as `plainName` of visibility.ts writes names. */
export const statusNames = words(
  'status,poststatus,pubstatus,publicationstatus,publishstatus,publishedstatus,creativeworkstatus',
  'contentstatus,articlestatus,entrystatus,itemstatus,state,poststate,publicationstate,workflowstate',
  'workflowstatus,moderationstate,visibility,postvisibility',
)

/** Those that say who may read it, and never that nobody may. */
export const accessNames = words('access,accessrights,accesslevel,contenttier,conditionsofaccess')

export const passwordNames = words('password,postpassword')

/** Flags that say that it is out; "no" makes a draft. */
export const outNames = words(
  'published,ispublished,public,ispublic,visible,isvisible,live,islive,active,isactive,online,isonline',
)

/** Flags that say that it is not out; anything but "no" makes a draft. */
export const draftNames = words('draft,isdraft,unpublished,isunpublished')

/** Flags that say that it is for some alone. */
export const closedNames = words('private,isprivate,hidden,ishidden,internal,isinternal,noindex')

export const goneNames = words('deleted,isdeleted,trashed,istrashed,trash')

/** Flags that say that it is for subscribers alone. */
export const membersNames = words(
  'membersonly,ismembersonly,subscribersonly,ispaid,ispremium,premium,paywalled,ispaywalled',
)

/** Words for what everybody may see. */
export const outWords = words(
  '1,true,yes,publish,published,publicly,public,live,usable,active,visible,approved,posted,released',
  'online,open,enabled,everyone,anyone,world,actual,final,current,update,updated,corrected,correction',
)

/** Words for what comes out at its date. */
export const scheduledWords = words('scheduled,future,queued,schedule,planned for publication,to be published')

/** Words for what subscribers may read; its headline is public. */
export const membersWords = words(
  'members,members only,member,paid,paid members,paid members only,premium,plus,subscribers,subscriber',
  'subscribers only,paid subscribers,only paid,founding,registered,registered users,logged in,tiers',
  'metered,locked',
)

export const freeWords = words(
  '1,true,yes,free,open,open access,public,everyone,all,unrestricted,none,published,anonymous',
)

/** Words for what was taken back or thrown away. */
export const goneWords = words(
  'trash,trashed,soft trashed,hard trashed,bin,deleted,soft deleted,removed,canceled,cancelled',
  'withdrawn,retracted,killed,kill,recalled,spiked,revoked,expired,blocked,obsolete',
)

/** Words for drafts and withdrawals, which need no explanation. */
export const plainWords = words(
  'draft,drafts,pending,pending review,auto draft,in progress,incomplete,withheld,canceled,cancelled',
  'withdrawn',
)

/** Words for other things that are not out. */
export const draftWords = words(
  '0,false,no,unpublished,not published,private,hidden,internal,restricted,protected,password',
  'password protected,passworded,withheld,hold,on hold,held,embargo,embargoed,review,in review',
  'needs review,submitted,preview,ready,new,offline,inactive,disabled,unlisted,noindex,closed,archive',
  'archived,test,exercise,system,rejected,imported,staged,staging,only me,self,friends,followers',
  'unapproved,spam,pitch,assigned',
)
