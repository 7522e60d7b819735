//! Whole minutes in every notation, as they come out.
