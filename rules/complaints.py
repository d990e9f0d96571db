"""Words by which buyers complain in published reviews."""

COMPLAINTS = (
    "假货",
    "假的",
    "不退",
    "拒绝退款",
    "不发货",
    "骗",
    "投诉",
    "过敏",
    "三无",
    "12315",
    "质量差",
    "失联",
)
