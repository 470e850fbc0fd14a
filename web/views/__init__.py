"""One module per page."""

from web.views import about, citizens, downloads, flat, flats, maps, vendor

BLUEPRINTS = (
    flats.pages,
    flat.pages,
    citizens.pages,
    about.pages,
    downloads.pages,
    maps.pages,
    vendor.pages,
)
