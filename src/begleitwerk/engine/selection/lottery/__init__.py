"""The lottery: where several portfolios are equally good, a draw that is as fair as can be.

`draw_between` draws between all portfolios with the most points, `fair_lottery` between all that
keep the rules, where merit plays no part. Both are as fair as can be by the problem's rule (see
`fairest`, and `maximin` for the rule there was before) and draw from the public seed (see
`tickets`); `drawn_portfolio` repeats the draw of a lottery that is known already.
"""

from begleitwerk.engine.selection.lottery.draw import (
    draw_between,
    drawn_portfolio,
    fair_lottery,
    lot_of,
)
from begleitwerk.engine.selection.lottery.tickets import TICKETS, in_their_order

__all__ = [
    "TICKETS",
    "draw_between",
    "drawn_portfolio",
    "fair_lottery",
    "in_their_order",
    "lot_of",
]
