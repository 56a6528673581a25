import { sql, type Kysely } from 'kysely'

/**
 * Topics, authors and publishers that people edit. What they set stays as they set it, whatever a source goes on saying (`edited`); and
 * whatever something was called before still leads to it: its slug, its path, its name within a publisher, its page, and the id of
 * what was merged into it.
 *
 * Triggers note slugs, paths and names, so that whoever changes them by hand breaks no link either; a value that is in use again
 * stops being a former one. The keys of pages are made by `urlKey`, so the program notes those.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** What each noun was called, and how PostgreSQL makes the value of it. */
const nouns = {
  topic: { slug: 'slug', path: 'path' },
  author: { slug: 'slug', name: `publisher_id || ' ' || name_key` },
  publisher: { slug: 'slug', name: 'name_key' },
} as const

const statements: readonly string[] = Object.entries(nouns).flatMap(([noun, kinds]) => {
  const former = `former_${noun}`
  const pages = noun === 'topic' ? [] : ['page']
  const allKinds = [...Object.keys(kinds), ...pages, 'id'].map((kind) => `'${kind}'`).join(', ')
  const values = (row: string): string =>
    Object.entries(kinds)
      .map(
        ([kind, value]) =>
          `('${kind}'::text, ${value.replaceAll(/\b(slug|path|publisher_id|name_key)\b/g, `${row}.$1`)})`,
      )
      .join(', ')
  return [
    `alter table ${noun} add column edited text[] not null default '{}'`,
    `comment on column ${noun}.edited is 'Columns that an editor has set: imports leave them as they are'`,
    `create table ${former} (
      kind text not null constraint ${former}_kind_known check (kind in (${allKinds})),
      value text collate "C" not null,
      ${noun}_id bigint not null references ${noun} on delete cascade,
      constraint ${former}_unique primary key (kind, value)
    )`,
    `create index ${former}_of on ${former} (${noun}_id)`,

    `create function ${noun}_called_anew() returns trigger language plpgsql as $$
    begin
      delete from ${former} f using (values ${values('new')}) as own (kind, value)
        where f.kind = own.kind and f.value = own.value;
      if tg_op = 'UPDATE' then
        insert into ${former} (kind, value, ${noun}_id)
          select was.kind, was.value, new.id
          from (values ${values('old')}) as was (kind, value)
          where (was.kind, was.value) not in (values ${values('new')})
          on conflict (kind, value) do update set ${noun}_id = excluded.${noun}_id;
      end if;
      return null;
    end $$`,
    `create trigger ${noun}_called_first after insert on ${noun}
      for each row execute function ${noun}_called_anew()`,
    `create trigger ${noun}_called_anew after update on ${noun}
      for each row when ((${values('old')}) is distinct from (${values('new')})) execute function ${noun}_called_anew()`,

    // for those who keep answers, as in migration 0025
    `create function ${former}_changed() returns trigger language plpgsql as $$
    declare
      changed text[];
    begin
      if is_all_content_changed() then return null; end if;
      if tg_op = 'INSERT' then
        select array_agg(distinct '${noun}:' || ${noun}_id) into changed from after_rows;
      elsif tg_op = 'DELETE' then
        select array_agg(distinct '${noun}:' || ${noun}_id) into changed from before_rows;
      else
        select array_agg(distinct tag) into changed from (
          select '${noun}:' || ${noun}_id as tag from after_rows union select '${noun}:' || ${noun}_id from before_rows) tags;
      end if;
      perform note_content_change(changed || case when cardinality(changed) > 0 then '{${noun}s}'::text[] end);
      return null;
    end $$`,
    ...Object.entries({
      insert: 'referencing new table as after_rows',
      update: 'referencing old table as before_rows new table as after_rows',
      delete: 'referencing old table as before_rows',
    }).map(
      ([operation, rows]) => `create trigger content_changed_by_${operation} after ${operation} on ${former}
        ${rows} for each statement execute function ${former}_changed()`,
    ),
  ]
})
