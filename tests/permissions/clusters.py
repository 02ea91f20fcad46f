"""The rows of the matrix for clusters."""

from tests.permissions.matrix import Row, row

# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator lead reviewer
ROWS: tuple[Row, ...] = (
    row(
        "clusters:clusters",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "clusters:wishes",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/wuensche/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "clusters:propose",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/vorschlag/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "clusters:propose",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/vorschlag/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "clusters:move",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/verschieben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "clusters:move",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/verschieben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "clusters:adopt",
        "/p/{programme}/auswahl/cluster/{cluster_edition}/uebernehmen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
)
