"""What people call time zones that the data of locales does not know: abbreviations, and cities without a zone's name.

What the cities that zones are named after are called in a language is known there; those have no others.
"""

from __future__ import annotations

from collections.abc import Iterator

UTC = "UTC"

# Where an abbreviation is in use by most; several where people mean several. As a name, EST is a zone without summer.
ABBREVIATIONS = {
    "acdt acst": ("Australia/Adelaide",),
    "adt ast": ("America/Halifax",),
    "aedt aest": ("Australia/Sydney",),
    "akdt akst": ("America/Anchorage",),
    "art": ("America/Argentina/Buenos_Aires",),
    "awst": ("Australia/Perth",),
    "brt": ("America/Sao_Paulo",),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cat": ("Africa/Maputo",),
    "cdt cst ct": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "cest cet met mest": ("Europe/Brussels", "Europe/Berlin", "Europe/Paris"),
    "eat": ("Africa/Nairobi",),
    "edt est et": ("America/New_York",),
    "eest eet": ("Europe/Athens", "Europe/Helsinki", "Europe/Kyiv"),
    "gmt": ("Europe/London", "Africa/Abidjan"),
    "hst": ("Pacific/Honolulu",),
    "ict": ("Asia/Bangkok",),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "mdt mst mt": ("America/Denver", "America/Phoenix"),
    "msk": ("Europe/Moscow",),
    "ndt nst": ("America/St_Johns",),
    "npt": ("Asia/Kathmandu",),
    "nzdt nzst": ("Pacific/Auckland",),
    "pdt pst pt": ("America/Los_Angeles", "Asia/Manila"),
    "pkt": ("Asia/Karachi",),
    "sast": ("Africa/Johannesburg",),
    "trt": ("Europe/Istanbul",),
    "utc z": (UTC,),
    "wat": ("Africa/Lagos",),
    "west wet": ("Europe/Lisbon",),
    "wib": ("Asia/Jakarta",),
}

# Large cities in or near the countries where the languages of `zones.SPOKEN` are spoken, and the largest elsewhere, by
# their own names and those in these languages. A name that other large cities have too does not stand here.
CITIES = {
    "Africa/Casablanca": "Rabat, Marrakesh, Marrakech, Fez, Tanger, Tangier",
    "Africa/Johannesburg": "Kaapstad, Cape Town, Kapstadt, Le Cap, Pretoria, Durban",
    "America/Chicago": "Houston, Dallas, Austin, New Orleans, Minneapolis",
    "America/Los_Angeles": "San Francisco, San Diego, Seattle, Las Vegas",
    "America/New_York": "Washington, Boston, Philadelphia, Miami, Atlanta, Baltimore, Pittsburgh",
    "America/Toronto": "Montreal, Ottawa, Quebec",
    "Asia/Kolkata": "Delhi, New Delhi, Mumbai, Bombay, Bangalore, Bengaluru, Chennai",
    "Asia/Shanghai": "Peking, Beijing, Pékin, Guangzhou, Shenzhen, Wuhan",
    "Asia/Tokyo": "Osaka, Kioto, Kyoto, Hiroshima, Nagoya",
    "Europe/Amsterdam": (
        "Den Haag, ’s-Gravenhage, The Hague, La Haye, Rotterdam, Utrecht, Eindhoven, Groningen, Groningue, "
        "Tilburg, Almere, Breda, Nijmegen, Nimwegen, Nimègue, Arnhem, Haarlem, Enschede, Apeldoorn, Amersfoort, "
        "Zaandam, Leiden, Leyde, Den Bosch, ’s-Hertogenbosch, Bois-le-Duc, Zwolle, Maastricht, Leeuwarden, Delft, "
        "Dordrecht, Middelburg"
    ),
    "Europe/Berlin": (
        "Keulen, Köln, Cologne, München, Munich, Hamburg, Hambourg, Frankfurt, Francfort, Stuttgart, Düsseldorf, "
        "Leipzig, Dortmund, Essen, Bremen, Brême, Dresden, Dresde, Hannover, Hanover, Hanovre, Neurenberg, "
        "Nürnberg, Nuremberg, Bonn, Aken, Aachen, Aix-la-Chapelle, Munster, Trier, Trèves, Mainz, Mayence, "
        "Heidelberg, Freiburg"
    ),
    "Europe/Brussels": (
        "Antwerpen, Antwerp, Anvers, Gent, Ghent, Gand, Luik, Liège, Lüttich, Brugge, Bruges, Namen, Namur, "
        "Leuven, Louvain, Löwen, Mechelen, Malines, Charleroi, Mons, Doornik, Tournai, Kortrijk, Courtrai, "
        "Hasselt, Genk, Oostende, Ostend, Ostende, Aalst, Sint-Niklaas, Roeselare, Eupen"
    ),
    "Europe/Istanbul": "Ankara, Izmir",
    "Europe/Kyiv": "Charkiv, Kharkiv, Odessa, Odesa, Lviv, Lemberg",
    "Europe/Lisbon": "Porto, Coimbra",
    "Europe/London": (
        "Manchester, Liverpool, Leeds, Glasgow, Edinburgh, Édimbourg, Bristol, Sheffield, Cardiff, Belfast, "
        "Oxford, Cambridge"
    ),
    "Europe/Luxembourg": "Esch",
    "Europe/Madrid": "Barcelona, Barcelone, Valencia, Sevilla, Seville, Bilbao, Zaragoza, Saragossa",
    "Europe/Moscow": "Sint-Petersburg, Saint Petersburg, St. Petersburg, Sankt Petersburg, Petersburg",
    "Europe/Paris": (
        "Lyon, Marseille, Rijsel, Lille, Straatsburg, Strasbourg, Straßburg, Toulouse, Bordeaux, Nantes, Nice, "
        "Nizza, Rennes, Montpellier, Duinkerke, Dunkerque, Dunkirk, Grenoble"
    ),
    "Europe/Prague": "Brno",
    "Europe/Rome": (
        "Milaan, Milan, Mailand, Milano, Napels, Naples, Neapel, Napoli, Turijn, Turin, Torino, Venetië, Venice, "
        "Venise, Venedig, Florence, Florenz, Firenze, Genua, Genoa, Gênes, Bologna, Palermo"
    ),
    "Europe/Stockholm": "Göteborg, Gotenburg, Gothenburg, Malmö, Uppsala",
    "Europe/Vienna": "Graz, Linz, Salzburg, Salzbourg, Innsbruck",
    "Europe/Warsaw": "Krakau, Krakow, Cracovie, Danzig, Gdansk, Wroclaw, Breslau, Poznań, Posen, Lodz, Łódź",
    "Europe/Zurich": "Genève, Geneva, Genf, Bern, Berne, Bazel, Basel, Bâle, Lausanne",
}


def also_called() -> Iterator[tuple[str, str]]:
    """What people call a zone, and the zone; several where people mean several."""
    yield from ((said, name) for key, names in ABBREVIATIONS.items() for said in key.split() for name in names)
    yield from ((said, name) for name, cities in CITIES.items() for said in cities.split(", "))
