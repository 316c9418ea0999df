//! Days and instants counted from 1970, and as text.
//!
//! The calendar is computed here instead of asked for, since a date is written for every row.

use super::generate::digits8;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

const DAY_SECONDS: i64 = 86_400;

/// The days from 1970 to a date.
pub fn day_number(date: jiff::civil::Date) -> i64 {
    let since = date.since(jiff::civil::date(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// Writes a day since 1970 over `0000-00-00`.
#[inline]
pub fn write_date(text: &mut [u8], day: i64) {
    let digits = date(day);
    text[..4].copy_from_slice(&digits[..4]);
    text[5..7].copy_from_slice(&digits[4..6]);
    text[8..10].copy_from_slice(&digits[6..]);
}

/// Writes a second since 1970 over `0000-00-00T00:00:00`.
#[inline]
pub fn write_second(text: &mut [u8], second: i64) {
    write_date(text, second.div_euclid(DAY_SECONDS));
    write_time(&mut text[11..], second.rem_euclid(DAY_SECONDS) as u32);
}

/// Writes a second of a day over `00:00:00`.
#[inline]
pub fn write_time(text: &mut [u8], second: u32) {
    let digits = digits8(second / 3600 * 10_000 + second / 60 % 60 * 100 + second % 60);
    text[..2].copy_from_slice(&digits[2..4]);
    text[3..5].copy_from_slice(&digits[4..6]);
    text[6..8].copy_from_slice(&digits[6..]);
}

/// The day since 1970 as `20240909`, for years 0 to 9999.
#[inline]
fn date(day: i64) -> [u8; 8] {
    // Source: Neri and Schneider, Euclidean affine functions and their application to calendar
    // algorithms (2022). A year begins in March there, so that the leap day is its last one.
    let day = (day + 719_468).clamp(0, 3_700_000) as u32;
    let quarters = 4 * day + 3;
    let (century, of_century) = (quarters / 146_097, quarters % 146_097 / 4);
    let scaled = 2_939_745 * u64::from(4 * of_century + 3);
    let year_of_century = (scaled >> 32) as u32;
    let day_of_year = scaled as u32 / 2_939_745 / 4;
    let scaled = 2_141 * day_of_year + 197_913;
    let (month, day_of_month) = (scaled >> 16, (scaled & 0xffff) / 2_141 + 1);
    let next_year = day_of_year >= 306;
    let month = if next_year { month - 12 } else { month };
    let year = 100 * century + year_of_century + u32::from(next_year);
    digits8(year * 10_000 + month * 100 + day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_that_of_the_calendar() {
        for day in (-700_000..2_900_000).step_by(97) {
            let stamp = jiff::Timestamp::from_second(day * DAY_SECONDS);
            let known = stamp.ok().map(|stamp| stamp.strftime("%Y-%m-%d").to_string());
            let mut text = *b"0000-00-00";
            write_date(&mut text, day);
            assert_eq!(std::str::from_utf8(&text).ok(), known.as_deref(), "{day}");
            let date = std::str::from_utf8(&text).expect("text").parse().expect("a date");
            assert_eq!(day_number(date), day);
        }
        let mut text = *b"0000-00-00T00:00:00";
        write_second(&mut text, 1_725_909_927);
        assert_eq!(&text, b"2024-09-09T19:25:27");
    }
}
