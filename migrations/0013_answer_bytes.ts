import { sql, type Kysely } from 'kysely'

/**
 * A text as it is, where all texts that went through here in the transaction are at most so many bytes together; else the statement ends
 * with the state MHA01, before more is read. Neither the count nor the check reads a text that is stored out of its row. The count
 * stands in a setting that ends with the transaction, which a statement by itself is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create function answer_text(value text, max_bytes bigint) returns text language plpgsql volatile as $$
      declare
        bytes bigint := coalesce(nullif(current_setting('masthead.answer_bytes', true), ''), '0')::bigint
          + coalesce(octet_length(value), 0);
      begin
        if bytes > max_bytes then
          raise exception 'The texts of the answer are larger than % bytes', max_bytes using errcode = 'MHA01';
        end if;
        perform set_config('masthead.answer_bytes', bytes::text, true);
        return value;
      end $$`,
    )
    .execute(db)
}
