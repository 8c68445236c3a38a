/* The marks of Party, State and Front, and of a warning: paths around the point 0, 0, 16 wide. */
"use strict";
lineage.MARKS = {
  party: "M0 -8 L2.1 -2.7 L7.6 -2.5 L3.3 1 L4.7 6.5 L0 3.4 L-4.7 6.5 L-3.3 1 L-7.6 -2.5 L-2.1 -2.7 Z",
  state: "M-6.5 -7.5 L6.5 -7.5 L6.5 0.5 C6.5 4.5 3 6.8 0 8.2 C-3 6.8 -6.5 4.5 -6.5 0.5 Z",
  front: "M-7 -4 L0 -8 L7 -4 L7 4 L0 8 L-7 4 Z",
  unknown: "M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z",
  warning: "M0 -7 L7.5 6.5 L-7.5 6.5 Z",
};
