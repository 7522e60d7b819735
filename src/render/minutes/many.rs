//! Writing the minutes of many calls on all cores.

use super::MinutesWriter;
use crate::error::Error;
use crate::render::templates::{Templates, usable_cores};
use crate::view::Views;
use rayon::prelude::*;

/// How many values each core works on before the results are passed on: few enough that their texts take little memory.
const BATCH: usize = 32;

/// Makes something of each value with a writer of minutes, on all cores, and passes the results on, in order.
///
/// # Errors
/// The first error of `take`: no more values follow.
pub fn write_many<'x, 'g, T: Sync, R: Send>(
    values: &'x [T],
    views: &Views<'g>,
    make: impl Fn(&mut MinutesWriter<'_, 'g>, &'x T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), Error>,
) -> Result<(), Error> {
    let cores = usable_cores(views.group).min(values.len());
    // On one core a text that fails is the last one.
    let batch = if cores > 1 { cores * BATCH } else { 1 };
    // Each core has templates of its own: to count the users of shared ones, the cores would wait for each other.
    let templates: Vec<Templates> = (0..cores).map(|_| Templates::new(views.group)).collect::<Result<_, _>>()?;
    let mut writers: Vec<_> = templates.iter().map(|templates| MinutesWriter::new(views, templates)).collect();
    for batch in values.chunks(batch) {
        let parts = batch.par_chunks(batch.len().div_ceil(cores));
        let make_part = |(writer, part): (&mut _, &'x [T])| part.iter().map(|value| make(writer, value)).collect();
        let made: Vec<Vec<R>> = writers.par_iter_mut().zip(parts).map(make_part).collect();
        batch.iter().zip(made.into_iter().flatten()).try_for_each(|(value, made)| take(value, made))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::outputs::render_minutes;
    use crate::test_group::TestGroup;

    /// A group with more calls than one batch.
    fn group_with_calls() -> TestGroup {
        (0..150_u32).fold(TestGroup::new(), |group, number| {
            let (month, day) = (number / 28 + 1, number % 28 + 1);
            let action = format!("{{ id: 2026{month:02}{day:02}-01, owners: [Chair], text: Send {number} }}");
            let call = format!("agenda:\n  - {{ issue: 1, notes: Text {number}. }}\nactions: [{action}]\n");
            group.call(&format!("2026-{month:02}-{day:02}"), &call)
        })
    }

    /// The minutes of all calls up to the first that fails, and its error.
    fn write_all(views: &Views, threads: usize) -> (Vec<String>, Option<String>) {
        let mut written = Vec::new();
        let meetings: Vec<&_> = views.group.meetings.iter().collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let ended = pool.install(|| {
            write_many(
                &meetings,
                views,
                |writer, meeting| writer.write(meeting),
                |_, text| {
                    written.push(text?);
                    Ok(())
                },
            )
        });
        (written, ended.err().map(|error| error.to_string()))
    }

    #[test]
    fn minutes_of_many_calls_are_those_of_each_call_in_order() {
        let views = group_with_calls().views("2026-08-01");
        let one_by_one: Vec<String> =
            views.group.meetings.iter().map(|meeting| render_minutes(&views, meeting).unwrap()).collect();
        assert!(one_by_one[149].contains("Text 0.") && one_by_one[149].contains("Send 148"));
        for threads in [1, 3] {
            assert!(write_all(&views, threads) == (one_by_one.clone(), None), "{threads} threads");
        }
    }

    #[test]
    fn the_same_call_exceeds_the_steps_of_a_template_on_any_number_of_cores() {
        let template = "{{ call.date }}{% for a in range(200) %}{% for b in range(200) %}{% if b %}{% endif %}{% endfor %}{% endfor %}";
        let group = group_with_calls().file("templates/minutes-api-backlog.md", template);
        let (written, error) = write_all(&group.views("2026-08-01"), 1);
        assert!((2..100).contains(&written.len()) && error.is_some(), "{} {error:?}", written.len());
        assert_eq!(write_all(&group.views("2026-08-01"), 3), (written, error));
    }
}
